//! Whose paper it is, who issues it, and where: what may stand before a core and is no part of it.
//!
//! A role is a holder only before a document that can have one: 法定代表人身份证 is an identity card,
//! 法定代表人身份证明书 a paper of its own. So every lift here asks what is left.

use super::brackets::{Pair, pairs};
use super::lexicon::{Joint, Known};
use super::owner::{LONGEST_HOLDER, Owner, plain};
use super::piece::{Piece, Side};
use super::reader::Reader;
use super::text::Text;
use super::wordings::Lift;
use crate::model::Attribute;

impl Reader {
    /// Lifts a place off the beginning.
    pub(super) fn lift_region(&self, piece: &mut Piece) -> bool {
        let chars = plain(&piece.text);
        let Some((n, by)) = self.lexicon().region(chars) else {
            return false;
        };
        let rest = piece.text.from(n);
        // 县（区）级人民政府 goes on with half a word.
        let words = rest.words(&self.lexicon().segmenter);
        let half =
            words.first().is_some_and(|w| w.chars().count() < 2) && self.known(&rest).is_none();
        if rest.len() < 3 || half || !self.plausible(&rest) {
            return false;
        }
        let lifted = piece.text.slice(0, n);
        piece.lift(Attribute::Region, &lifted, "", by, Side::Front);
        piece.text = rest;
        true
    }

    /// Lifts a body off the beginning where what follows names a paper without it.
    pub(super) fn lift_issuer(&self, piece: &mut Piece) -> bool {
        let chars = plain(&piece.text);
        let Some((mut n, by)) = self.lexicon().issuer(chars) else {
            return false;
        };
        // 申请人 issues what it writes, and is whose paper it is.
        if self.lexicon().role(chars).is_some_and(|(m, _)| m >= n) {
            return false;
        }
        if self.joint_at(&piece.text, n) == Some(Joint::Attributive) {
            n += 1;
        }
        let rest = piece.text.from(n.min(piece.text.len()));
        // 人民银行批准文件: without the bank nobody could tell what was approved.
        if self.resolves(&rest).is_none_or(|known| known.broad) {
            return false;
        }
        let lifted = piece.text.slice(0, n);
        piece.lift(
            Attribute::Issuer,
            &lifted,
            self.without_attributive(&lifted).string(),
            by,
            Side::Front,
        );
        piece.text = rest;
        true
    }

    /// Lifts a holder off the beginning: a role, a list of roles, or whatever ends in one; else a relative
    /// clause before a name that is known.
    pub(super) fn lift_holder(&self, piece: &mut Piece) -> bool {
        self.lift_owner(piece)
            || self.lift_role(piece)
            || self.lift_topic_owner(piece)
            || self.lift_relative(piece)
            || self.lift_subject(piece)
    }

    /// 承办者合法成立的证明, 驾驶员、押运员取得资格的证明: of whom a clause before a bare proof tells something.
    fn lift_subject(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        let proof = |t: &Text| {
            let idle = || self.lexicon().back.whole(t.string());
            self.lexicon().is_proof(plain(t)) || idle().is_some_and(|w| w.lift == Lift::Drop)
        };
        let Some((before, _)) = self.attributives(&text).into_iter().find(|(_, r)| proof(r)) else {
            return false;
        };
        let (mut at, mut found) = (0, None);
        for word in before.words(&self.lexicon().segmenter) {
            let i = at;
            at += word.chars().count();
            let (who, said) = (before.slice(0, i), before.from(i));
            let joins = self.lexicon().connector(word).is_some();
            let issues = self.lexicon().verbs.prefix(said.string()).is_some();
            let long = said.words(&self.lexicon().segmenter).len() > 1;
            if !(2..=LONGEST_HOLDER).contains(&i) || joins || issues || !long {
                match found {
                    Some(_) => break,
                    None => continue,
                }
            }
            // 中方合作单位: it goes on as a body.
            if found.is_some() && self.role_of(&who).is_some_and(|role| role.body) {
                return false;
            }
            let roles = self
                .listed(&who)
                .iter()
                .all(|(a, b)| self.names_people(&who.slice(*a, *b)));
            if roles
                && self
                    .owner_value(&who)
                    .is_some_and(|o| o.start == 0 && o.len == i)
            {
                found = Some(who);
            } else if found.is_some() {
                break;
            }
        }
        let Some((who, owner)) = found.and_then(|w| Some((w.clone(), self.owner_value(&w)?)))
        else {
            return false;
        };
        self.keep_owner(piece, &who, &owner);
        piece.text = text.from(who.len());
        true
    }

    /// Whether a text is a role that is no body's, or a word before the ending of one.
    fn names_people(&self, text: &Text) -> bool {
        let words = text.words(&self.lexicon().segmenter);
        let whole = self.lexicon().role(plain(text));
        let whole = whole.is_some_and(|(n, _)| n == text.len());
        let plain_words =
            text.len() > 2 && words.len() < 3 && words.iter().all(|w| w.chars().count() > 1);
        let proof = || {
            let first = words.first().map(|w| w.chars().collect::<Vec<_>>());
            first.is_some_and(|w| self.lexicon().is_head(&w))
        };
        let role = self.role_of(text).is_some_and(|role| !role.body);
        role && (whole || plain_words && !proof())
    }

    /// Where a text has an attributive particle with something on both sides, the last one first: what
    /// stands before it, and what follows.
    fn attributives(&self, text: &Text) -> Vec<(Text, Text)> {
        (1..text.len().saturating_sub(1))
            .rev()
            .filter(|i| self.joint_at(text, *i) == Some(Joint::Attributive))
            .map(|i| (text.slice(0, i), text.from(i + 1)))
            .collect()
    }

    /// 甲的乙: the last attributive particle that leaves a document.
    fn lift_owner(&self, piece: &mut Piece) -> bool {
        for (before, rest) in self.attributives(&piece.text.clone()) {
            // 法定代表人的身份证明 is 法定代表人身份证明, a paper of its own.
            let whole = Text::joined(&[&before, &rest]);
            if self.known(&whole).is_some() {
                // The particle tells that it is that of somebody all the same.
                if let Some(owner) = self.owner_value(&before).filter(|o| o.role.person) {
                    self.keep_owner(piece, &before, &owner);
                }
                piece.text = whole;
                return true;
            }
            let Some(owner) = self.owner_value(&before) else {
                continue;
            };
            // 林业主管部门的审核意见 names the body that decides.
            // 审计机构的审计报告: the body that writes it is not whose paper it is.
            if owner.role.ending && owner.not_before(rest.string()) {
                continue;
            }
            // 被告的行为已经损害公共利益的证明: the particle belongs to a clause, which is not theirs.
            if self.tells_of_something(&rest) {
                continue;
            }
            let decided = self.lexicon().is_decision(plain(&rest)) && !owner.role.person;
            let named = match self.resolves(&rest) {
                Some(known) => !(decided && known.broad),
                None => !decided && self.owned(&rest),
            };
            if named {
                self.keep_owner(piece, &before, &owner);
                piece.text = rest;
                return true;
            }
        }
        false
    }

    /// Whether a clause that no wording knows stands before a paper: 行为已经损害公共利益的证明.
    fn tells_of_something(&self, text: &Text) -> bool {
        let rest = self.beyond_front(text);
        self.attributives(&rest)
            .first()
            .is_some_and(|(clause, paper)| {
                let words = clause.words(&self.lexicon().segmenter);
                let one = words.iter().all(|w| self.lexicon().connector(w).is_none());
                let named = self.resolves(paper).is_some_and(|known| !known.broad);
                words.len() > 2 && one && !named && self.owner_value(clause).is_none()
            })
    }

    /// A relative clause before a name that is known.
    fn lift_relative(&self, piece: &mut Piece) -> bool {
        for (before, rest) in self.attributives(&piece.text.clone()) {
            // 计量器具的照片 is no 照片 of a person.
            let known = self.resolves(&rest).is_some_and(|known| !known.broad);
            // 主办单位的经营资质以及与商户的合作协议: what is joined so names something of its own.
            let joined = before
                .words(&self.lexicon().segmenter)
                .iter()
                .any(|w| w.chars().count() > 1 && self.lexicon().connector(w) == Some(Joint::All));
            if !joined && known && !self.bare_picture(&rest) && before.len() <= 2 * LONGEST_HOLDER {
                piece.lift(Attribute::Note, &before, "", "定语", Side::Front);
                piece.text = rest;
                return true;
            }
        }
        false
    }

    /// A holder before a word that opens what the paper is about (非居民对有关事项的书面说明), or before
    /// a wording (国外亲属有效的定居证明).
    fn lift_topic_owner(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        let mut at = 0;
        let words = text.words(&self.lexicon().segmenter);
        // 与当事人有劳动关系的证明 is not theirs.
        let joins = words.first().and_then(|w| self.lexicon().connector(w));
        // 所在公司为申请人购买社会保险的清单 is that of whom it is for.
        if joins.is_some() || self.for_whom(&text).is_some() {
            return false;
        }
        for word in words {
            let i = at;
            at += word.chars().count();
            if !(2..=LONGEST_HOLDER).contains(&i) {
                continue;
            }
            // 承租方与出租方签订的合同 is one of both parties.
            let joint = self.lexicon().connector(word);
            let topic = matches!(joint, Some(Joint::Topic | Joint::For));
            if matches!(joint, Some(Joint::All | Joint::Any)) {
                continue;
            }
            let rest = text.from(i);
            let opens = topic || self.lexicon().front.prefix(rest.string()).is_some();
            let before = text.slice(0, i);
            let particle = self.joint_at(&text, i) == Some(Joint::Attributive);
            if !opens || particle || !self.owned(&rest) {
                continue;
            }
            // 承租方与出租方签订的合同: several before a wording are its parties.
            if let Some(owner) = self.owner_in(&before)
                && self.listed(&before).len() == 1
                && !owner.not_before(rest.string())
            {
                self.keep_owner(piece, &before, &owner);
                piece.text = rest;
                return true;
            }
        }
        false
    }

    /// A holder before a name that is known whole and can have one: any text that is or ends like a role.
    pub(super) fn lift_known_holder(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        let (mut paper, mut standard) = (None, false);
        for i in 1..text.len().saturating_sub(1).min(LONGEST_HOLDER + 1) {
            let (before, rest) = (text.slice(0, i), text.from(i));
            let Some(known) = self.known(&rest) else {
                continue;
            };
            // 广东省居民户口簿 is that of a place.
            if paper.is_none()
                && self
                    .lexicon()
                    .region(plain(&before))
                    .is_some_and(|(n, _)| n == i)
            {
                return false;
            }
            // The longest name that is known tells which paper it is, and a shorter one of the same paper
            // maybe whose: 交验外国人体检表 is no 体检表 of 外国人.
            // Nor is 第一代居民身份证 that of a 居民: the standard's own name is not cut into.
            if *paper.get_or_insert(known.entry) != known.entry || standard {
                return false;
            }
            standard = known.standard;
            // 未满16周岁的监护人户口簿 begins with a clause, which says more than whose it is.
            let clause = !self.attributives(&before).is_empty();
            let Some(owner) = self
                .owner_value(&before)
                .filter(|_| known.holder && !clause)
            else {
                continue;
            };
            let issues = owner.role.ending && owner.not_before(rest.string());
            // 一般纳税人申请表: nor is the form of which nothing is said but for whom it is.
            let listed = self.listed(&before);
            let exact = listed.iter().all(|(a, b)| {
                let item = before.slice(*a, *b);
                let role = self.lexicon().role(plain(&item));
                role.is_some_and(|(n, _)| n == item.len())
            });
            let theirs = owner.role.person && (exact || !known.broad);
            if !theirs && self.about(&rest) || self.of_a_thing(&owner, &rest) || issues {
                return false;
            }
            if let Some(pair) = self.role_again(&before, &rest) {
                let again = before.slice(pair.open + 1, pair.end - 1);
                piece.lift(Attribute::Note, &again, "", "括号内说明", Side::Bracket);
                piece.text = text.without(pair.open, pair.end);
                return true;
            }
            if let Some((at, paper)) = self.paper_of_role(&before, &rest) {
                // It is that of the role all the same; who stands before it only says of which body.
                piece.lift(Attribute::Note, &text.slice(0, at), "", "定语", Side::Front);
                let role = text.slice(at, before.len());
                if let Some(owner) = self.owner_value(&role) {
                    self.keep_owner(piece, &role, &owner);
                }
                piece.text = paper;
                return true;
            }
            self.keep_owner(piece, &before, &owner);
            piece.text = rest;
            return true;
        }
        false
    }

    /// 法定代表人（负责人）身份证明: without the brackets, a role and the name make another paper.
    fn role_again(&self, before: &Text, rest: &Text) -> Option<Pair> {
        let at_end = |p: &Pair| p.closed && p.end == before.len();
        let pair = pairs(before).pop().filter(at_end)?;
        let paper = Text::joined(&[&before.slice(0, pair.open), rest]);
        let known = self.known(&paper)?;
        (Some(known.entry) != self.known(rest).map(|k| k.entry)).then_some(pair)
    }

    /// 单位法定代表人的身份证明: without the particle, a role and the name make another paper. Gives where the role begins, and the paper.
    fn paper_of_role(&self, before: &Text, rest: &Text) -> Option<(usize, Text)> {
        let role = self.without_attributive(before);
        if role.len() == before.len() {
            return None;
        }
        (0..role.len()).find_map(|at| {
            let paper = Text::joined(&[&role.from(at), rest]);
            let other = self.known(&paper).map(|k| k.entry) != self.known(rest).map(|k| k.entry);
            let owned = at == 0 || self.owner_value(&role.slice(0, at)).is_some();
            (other && owned && self.known(&paper).is_some()).then_some((at, paper))
        })
    }

    /// A role at the beginning of a name that is known whole, and known as the same paper without it:
    /// 代理人授权委托书 is an alias of 授权委托书, and tells whose it is.
    pub(super) fn lift_role_of_alias(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        let Some(known) = self.known(&text).filter(|k| k.entry > 0 && !k.asked) else {
            return false;
        };
        let Some((n, role)) = self.lexicon().role(plain(&text)) else {
            return false;
        };
        let particle = self.joint_at(&text, n) == Some(Joint::Attributive);
        let rest = text.from(n + usize::from(particle));
        let owner = Owner {
            start: 0,
            len: n,
            role,
        };
        let same = self
            .known(&rest)
            .is_some_and(|k| k.entry == known.entry && !k.asked);
        if known.standard || owner.not_before(rest.string()) || !same {
            return false;
        }
        piece.lift(
            Attribute::Holder,
            &text.slice(0, n),
            "",
            &role.by,
            Side::Front,
        );
        piece.text = rest;
        true
    }

    /// Whose a name that is known whole says it is, though it is part of the name: 法定代表人任职文件,
    /// 校长、教师、财会人员的资格证明文件.
    pub(super) fn keep_holder_of_name(&self, piece: &mut Piece) {
        let text = piece.text.clone();
        if piece.has(Attribute::Holder) {
            return;
        }
        let theirs = |owner: &Owner<'_>, rest: &Text| {
            !owner.role.body && owner.start == 0 && !owner.not_before(rest.string())
        };
        for (before, rest) in self.attributives(&text) {
            if let Some(owner) = self.owner_value(&before)
                && theirs(&owner, &rest)
                && self.named(&rest)
            {
                self.keep_owner(piece, &before, &owner);
                return;
            }
        }
        let Some((n, role)) = self.lexicon().role(plain(&text)) else {
            return;
        };
        let (before, rest) = (text.slice(0, n), text.from(n));
        let owner = Owner {
            start: 0,
            len: n,
            role,
        };
        let words = rest.words(&self.lexicon().segmenter);
        let joins = words.first().and_then(|w| self.lexicon().connector(w));
        if role.person
            && joins.is_none()
            && theirs(&owner, &rest)
            && self.word_ends(&text, n)
            && !self.about(&rest)
            && self.named(&rest)
        {
            self.keep_owner(piece, &before, &owner);
        }
    }

    /// A role without a particle: 法定代表人身份证, 经办人、押运人身份证.
    fn lift_role(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        let chars = plain(&text);
        let Some((n, role)) = self.lexicon().role(chars) else {
            return false;
        };
        // 理事会的 begins with no 理事, nor 驾驶人员 with 驾驶人.
        if !self.word_ends(&text, n) {
            return false;
        }
        // 执业药师本人: a person may be named twice.
        let n = match self.lexicon().role(&chars[n..]) {
            Some((m, again)) if again.person => n + m,
            _ => n,
        };
        let particle = self.joint_at(&text, n) == Some(Joint::Attributive);
        let rest = text.from(n + usize::from(particle));
        let rest_text = rest.string();
        // 法定代表人与主要负责人名单 goes on: the role is one of several, not whose paper it is.
        let first = rest
            .words(&self.lexicon().segmenter)
            .first()
            .and_then(|w| self.lexicon().connector(w));
        if first.is_some() {
            return self.lift_roles(piece);
        }
        let owner = Owner {
            start: self.quantifier(&text.slice(0, n)),
            len: n,
            role,
        };
        if owner.not_before(rest_text) {
            return false;
        }
        if self.of_a_thing(&owner, &rest) {
            return false;
        }
        let about = self.about(&rest);
        // 个人申请书, 生母书面申请报告: of what is applied for nothing is said.
        let bare = self
            .known(&rest)
            .is_some_and(|known| known.broad && !known.standard);
        let fits = match self.resolves(&rest) {
            Some(Known { holder: true, .. }) => role.person || !about || bare,
            Some(_) => !about,
            None => role.person && !about && rest.len() >= 4 && self.names(&rest),
        };
        if !fits {
            return false;
        }
        let before = text.slice(0, n);
        self.keep_owner(piece, &before, &owner);
        piece.text = rest;
        true
    }

    /// 法定代表人、主要管理人员保安师资格证书: a list of roles before a paper that may be theirs.
    fn lift_roles(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        let exact = |item: &Text| {
            let role = self.lexicon().role(plain(item));
            role.is_some_and(|(n, role)| n == item.len() && !role.body)
        };
        let found = (4..text.len().min(LONGEST_HOLDER)).rev().find_map(|i| {
            let (who, rest) = (text.slice(0, i), text.from(i));
            let listed = self.listed(&who);
            let roles = listed.len() > 1 && listed.iter().all(|(a, b)| exact(&who.slice(*a, *b)));
            let owner = self
                .owner_value(&who)
                .filter(|o| (o.start, o.len) == (0, i))?;
            let words = rest.words(&self.lexicon().segmenter);
            let joins = words.first().and_then(|w| self.lexicon().connector(w));
            let clause = !self.attributives(&rest).is_empty();
            let theirs = !owner.not_before(rest.string())
                && !self.about(&rest)
                && joins.is_none()
                && !clause;
            (roles && theirs && rest.len() >= 4 && self.names(&rest)).then_some((who, owner))
        });
        let Some((who, owner)) = found else {
            return false;
        };
        self.keep_owner(piece, &who, &owner);
        piece.text = text.from(who.len());
        true
    }

    /// A document named by title marks at the end, with its owner or its circumstance before it.
    pub(super) fn lift_before_title(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        let titles = text.chars().iter().filter(|c| c.c == '《').count();
        let Some(open) = text.chars().iter().position(|c| c.c == '《') else {
            return false;
        };
        if titles != 1 || open == 0 || text.at(text.len() - 1) != Some('》') {
            return false;
        }
        let rest = text.from(open);
        if !self.plausible(&text.slice(open + 1, text.len() - 1)) {
            return false;
        }
        let before = text.slice(0, open);
        let mut bare = self.without_attributive(&before);
        // 房地产开发企业原《资质证书》
        let idle = bare.len().saturating_sub(1);
        let word = self.lexicon().front.whole(bare.from(idle).string());
        if word.is_some_and(|w| w.lift == Lift::Drop) {
            bare = bare.slice(0, idle);
        }
        // 交强险凭证《担保许可证》 names two.
        if bare.len() == before.len() && self.names(&bare) {
            return false;
        }
        let said = |piece: &mut Piece, text: &Text| {
            piece.lift(Attribute::Note, text, "", "书名号前的说明", Side::Front);
        };
        match (self.owner_value(&bare), self.demand_at(&bare)) {
            (Some(owner), _) => self.keep_owner(piece, &before, &owner),
            // 涉及…的产品,需提供生产厂商的《…》; 残疾人需提供《…》: whose it is stands behind the order, or
            // before it.
            (None, Some((start, end))) => {
                let (who, whose) = (bare.slice(0, start), before.from(end));
                let owns = |t: &Text| {
                    let ends = t.len().saturating_sub(1);
                    let mark = t.at(ends) == Some(',');
                    let t = if mark { t.slice(0, ends) } else { t.clone() };
                    self.owner_value(&self.without_attributive(&t))
                };
                match (owns(&whose), owns(&who)) {
                    (Some(owner), _) => {
                        said(piece, &before.slice(0, end));
                        self.keep_owner(piece, &whose, &owner);
                    }
                    (None, Some(owner)) if whose.is_empty() => {
                        self.keep_owner(piece, &who, &owner);
                        said(piece, &before.from(start));
                    }
                    _ => said(piece, &before),
                }
            }
            (None, None) => said(piece, &before),
        }
        piece.text = rest;
        true
    }

    /// Where a text orders something to be handed in.
    pub(super) fn demand_at(&self, text: &Text) -> Option<(usize, usize)> {
        (0..text.len()).find_map(|at| {
            let (n, _) = self.lexicon().verbs.prefix(text.from(at).string())?;
            (n > 2).then_some((at, at + n))
        })
    }

    /// 宗教活动场所照片: a bare head word says less than whose it is, where that is no person.
    fn of_a_thing(&self, owner: &Owner<'_>, rest: &Text) -> bool {
        owner.role.body && self.bare_picture(rest)
    }

    fn bare_picture(&self, text: &Text) -> bool {
        let chars = plain(text);
        self.lexicon().is_picture(chars) && !self.lexicon().tells(chars)
    }

    /// 社会团体名称预先核准通知书, 个人姓名变更申请表: in a form or a decision the role tells whom it is about,
    /// and another one makes another paper.
    fn about(&self, rest: &Text) -> bool {
        let chars = plain(rest);
        self.lexicon().is_form(chars) || self.lexicon().is_decision(chars)
    }
}
