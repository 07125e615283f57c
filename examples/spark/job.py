#!/usr/bin/env python3
"""The whole job on Spark in two passes.

    spark-submit examples/spark/job.py --input lists.csv --out result --guiyi target/release/guiyi

1. Spark counts the distinct names; `guiyi run` makes the catalogue of them on this machine.
2. Every executor runs `guiyi map` over its partitions, with that catalogue.

No Python runs on the executors. README.md says why it is done this way.
"""

import argparse
import csv
import shutil
import subprocess
import sys
from pathlib import Path

from pyspark.sql import SparkSession
from pyspark.sql import functions as f
from pyspark.sql.types import ArrayType, IntegerType, StringType, StructField, StructType

HERE = Path(__file__).resolve().parent

# What a name's standard and source type depend on, as `guiyi run` calls it, and the count.
COUNTED = ["材料名称", "来源渠道", "出具单位"]
TIMES = "出现次数"

# What `guiyi map` answers for a record, and for each document that its name names.
CELLS = ["标准编码", "标准名称", "来源类型", "关系", "依据", "把握", "持有人", "形式"]
PART = ["核心名称", *[cell for cell in CELLS if cell != "关系"]]


def texts(names):
    return [StructField(name, StringType()) for name in names]


ANSWER = StructType(
    [
        *texts(["key", "name", *CELLS]),
        StructField(
            "parts", ArrayType(StructType([StructField("组", IntegerType()), *texts(PART)]))
        ),
    ]
)


def catalogue(rows, columns, guiyi, folder, dictionary=None, catalog=None):
    """Pass 1: the distinct names with their counts, on one machine; returns the catalogue's path.

    `columns` maps the names in COUNTED to columns of `rows`; only 材料名称 must be there. An earlier
    `catalog` keeps its codes.
    """
    known = [c for c in COUNTED if c in columns]
    counted = rows.groupBy(*[f.col(columns[c]).cast("string").alias(c) for c in known])
    counted = counted.agg(f.count("*").alias(TIMES)).where(f.col("材料名称").isNotNull())
    folder.mkdir(parents=True, exist_ok=True)
    names = folder / "names.csv"
    with open(names, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*known, TIMES])
        for row in counted.toLocalIterator():
            writer.writerow(["" if value is None else value for value in row])
    command = [guiyi, "run", names, "--out", folder / "catalogue", "--write", "csv,json"]
    command += ["--dict", dictionary] if dictionary else []
    command += ["--catalog", catalog] if catalog else []
    subprocess.run([str(word) for word in command], check=True)
    return folder / "catalogue" / "catalog.csv"


def ship(spark, folder, guiyi, catalog, dictionary=None):
    """Puts all that an answer depends on beside the executors; Spark makes it executable there.

    Executors fetch from `folder`, so it must stay as long as the session. A session can be given one
    catalogue: for the next one, start another.
    """
    folder.mkdir(parents=True, exist_ok=True)
    add = spark.sparkContext.addFile
    for source, name in [
        (guiyi, "guiyi"),
        (catalog, "catalog.csv"),
        (HERE / "guiyi-map.sh", "guiyi-map.sh"),
    ]:
        shutil.copy(source, folder / name)
        add(str(folder / name))
    if dictionary:
        shutil.copytree(dictionary, folder / "guiyi-dict", dirs_exist_ok=True)
        add(str(folder / "guiyi-dict"), recursive=True)


def answered(rows, key, name, command="guiyi-map.sh"):
    """Pass 2: a line of JSON for each of `rows`, in order: key, name, and what the catalogue says of it.

    A record crosses as one line of JSON: in it tabs, line ends and quotes of the name are escaped, so
    that no name can end a field or a record. The key is a text to guiyi, and comes back as it went.
    """
    spark = rows.sparkSession
    record = f.to_json(
        f.struct(
            f.col(key).cast("string").alias("key"),
            f.coalesce(f.col(name), f.lit("")).alias("name"),
        )
    )
    rows.select(record.alias("record")).createOrReplaceTempView("guiyi_records")
    return spark.sql(
        f"""
        SELECT TRANSFORM(record)
            ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' LINES TERMINATED BY '\\n'
        USING '{command}' AS (answer STRING)
            ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' LINES TERMINATED BY '\\n'
        FROM guiyi_records
        """
    )


def mapped(rows, key, name, command="guiyi-map.sh"):
    """The same in columns, which takes longer than the filter: where text will do, take `answered`."""
    answers = answered(rows, key, name, command)
    # A line that is no record must end the job, and not become a row of nulls.
    answer = f.from_json("answer", ANSWER, {"mode": "FAILFAST"})
    return answers.select(answer.alias("answer")).select("answer.*")


def fingerprints(spark, tasks):
    """What the executors' answers depend on: one line if they are all alike."""
    spark.range(tasks).repartition(tasks).createOrReplaceTempView("guiyi_tasks")
    lines = spark.sql(
        "SELECT TRANSFORM(id) USING 'guiyi-map.sh fingerprint' AS (fingerprint STRING) FROM guiyi_tasks"
    )
    return [row.fingerprint for row in lines.distinct().collect()]


def main():
    parser = argparse.ArgumentParser(description="归一两遍：Spark 数出不同名称，本机编目录，各执行器照目录映射")
    parser.add_argument("--input", required=True, help="清单：CSV（UTF-8，有表头）或 Parquet")
    parser.add_argument("--out", required=True, help="映射写到哪个目录（Parquet），已有的目录不覆盖")
    parser.add_argument("--guiyi", default="guiyi", help="guiyi 程序，须能在执行器的系统上运行")
    parser.add_argument("--work", help="目录和汇总写在本机的哪个目录；不给则为 OUT 旁边的 OUT-catalogue")
    parser.add_argument("--dict", help="自己的词典目录")
    parser.add_argument("--catalog", help="已有的目录，编码照旧")
    parser.add_argument("--name", default="材料名称", help="材料名称是哪一列")
    parser.add_argument("--channel", help="来源渠道是哪一列")
    parser.add_argument("--issuer", help="出具单位是哪一列")
    parser.add_argument("--key", help="行的主键是哪一列；不给则按 Spark 的顺序编号")
    parser.add_argument("--partitions", type=int, help="映射分成几份；每份不宜少于十万行")
    args = parser.parse_args()

    spark = SparkSession.builder.appName("guiyi").getOrCreate()
    guiyi = shutil.which(args.guiyi)
    if guiyi is None:
        sys.exit(f"找不到 {args.guiyi}：请用 --guiyi 给出程序的路径")
    if args.input.endswith(".csv"):
        rows = spark.read.csv(args.input, header=True, multiLine=True, escape='"', encoding="UTF-8")
    else:
        rows = spark.read.parquet(args.input)
    if args.key is None:
        args.key = "guiyi_key"
        rows = rows.withColumn(args.key, f.monotonically_increasing_id())
    columns = {"材料名称": args.name, "来源渠道": args.channel, "出具单位": args.issuer}
    columns = {field: column for field, column in columns.items() if column}

    work = Path(args.work or args.out.rstrip("/") + "-catalogue")
    catalog = catalogue(rows, columns, guiyi, work, args.dict, args.catalog)
    ship(spark, work / "ship", guiyi, catalog, args.dict)
    found = fingerprints(spark, spark.sparkContext.defaultParallelism)
    if len(found) != 1:
        sys.exit("各执行器的程序、词典或目录不一样：\n" + "\n".join(found))
    print(f"指纹 {found[0]}", file=sys.stderr)
    if args.partitions:
        rows = rows.repartition(args.partitions)
    mapped(rows, args.key, args.name).write.parquet(args.out)
    spark.stop()


if __name__ == "__main__":
    main()
