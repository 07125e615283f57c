#!/bin/sh
# What Spark starts for every partition: it finds the program, the catalogue and the dictionaries beside
# itself, where spark.files has put them all. Records go in and come out as NDJSON, one for one.
# guiyi-map.sh fingerprint: says on what the answers of this machine depend, instead.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
set -- "${1:-map}"
dict=
[ -d "$here/guiyi-dict" ] && dict="$here/guiyi-dict"
case $1 in
map) exec "$here/guiyi" map - --format ndjson --encoding utf-8 --column 材料名称=name \
    --catalog "$here/catalog.csv" ${dict:+--dict "$dict"} ;;
fingerprint)
    # Spark writes the partition's rows whether anybody reads them or not.
    cat >/dev/null
    exec "$here/guiyi" fingerprint --catalog "$here/catalog.csv" ${dict:+--dict "$dict"} ;;
*) echo "guiyi-map.sh：不认识“$1”" >&2; exit 2 ;;
esac
