#!/usr/bin/env python3
"""Holds the job on Spark (local[2]) against the same work on one machine, row by row.

    python3 examples/spark/test_job.py --guiyi target/release/guiyi --list list.csv [--time]

Ends with an error and a sentence at the first difference. --time also compares the times.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pyspark.sql import SparkSession
from pyspark.sql import functions as f

import job

# What separates fields and records somewhere on the way, and what JSON escapes.
AWKWARD = [
    "身份证\t复印件",
    "营业执照\n（副本）",
    "户口簿\r\n首页",
    'a"b\\c\\n 身份证',
    "\\N",
    "居民身份证\u2028\u0085\u0001",
    "",
    "  居民身份证  ",
    "𠮷林省居住证",
    "无",
]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--guiyi", required=True)
    parser.add_argument("--list", required=True)
    parser.add_argument("--time", action="store_true")
    args = parser.parse_args()
    guiyi = str(Path(args.guiyi).resolve())
    with open(args.list, encoding="utf-8", newline="") as file:
        rows = [(row["材料名称"], row["来源渠道"]) for row in csv.DictReader(file)]
    if not args.time:
        rows += [(name, "") for name in AWKWARD] + [(None, None)]
    spark = (
        SparkSession.builder.master("local[2]")
        .appName("guiyi test")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.memory", "2g")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("OFF")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        table = read(spark, rows, folder)
        single = one_machine(guiyi, rows, folder)
        columns = {"材料名称": "材料名称", "来源渠道": "来源渠道"}
        catalog = job.catalogue(table, columns, guiyi, folder / "work")
        same_catalogue(catalog, single / "catalog.csv")
        job.ship(spark, folder / "ship", guiyi, catalog)
        the_same_fingerprint(spark, guiyi, catalog)
        same_rows(spark, table, guiyi, rows, catalog)
        if args.time:
            times(spark, table, guiyi, rows, catalog, folder)
        else:
            failures(table)
    spark.stop()
    print(f"spark: {len(rows)} rows, the same as on one machine")


def read(spark, rows, folder):
    """The rows as a table with a key, in several partitions."""
    path = folder / "rows.ndjson"
    with open(path, "w", encoding="utf-8") as file:
        for key, (name, channel) in enumerate(rows):
            file.write(json.dumps({"key": key, "材料名称": name, "来源渠道": channel}) + "\n")
    table = spark.read.schema("key LONG, `材料名称` STRING, `来源渠道` STRING").json(str(path))
    parquet = str(folder / "rows.parquet")
    table.repartitionByRange(4, "key").sortWithinPartitions("key").write.parquet(parquet)
    return spark.read.parquet(parquet)


def one_machine(guiyi, rows, folder):
    """The catalogue of all rows, made in one run."""
    path = folder / "rows.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["材料名称", "来源渠道"])
        writer.writerows([name or "", channel or ""] for name, channel in rows)
    out = folder / "single"
    run = [guiyi, "run", path, "--out", out, "--write", "csv,json", "--quiet"]
    subprocess.run([str(word) for word in run], check=True)
    return out


def same_catalogue(one, other):
    """Names with counts must make the catalogue that all rows make, to the byte."""
    check(one.read_bytes() == other.read_bytes(), "the two passes make another catalogue")


def records(rows):
    """The rows as the executors' filter gets them."""
    for key, (name, _) in enumerate(rows):
        yield json.dumps({"key": str(key), "name": name or ""}, ensure_ascii=False) + "\n"


def filtered(guiyi, lines, catalog):
    command = [guiyi, "map", "-", "--format", "ndjson", "--column", "材料名称=name"]
    command += ["--catalog", str(catalog)]
    done = subprocess.run(command, input="".join(lines).encode(), stdout=subprocess.PIPE, check=True)
    # Not splitlines: U+2028 and U+0085 end no record.
    return [json.loads(line) for line in done.stdout.decode().split("\n") if line]


def same_rows(spark, table, guiyi, rows, catalog):
    single = filtered(guiyi, records(rows), catalog)
    check(len(single) == len(rows), "one machine: not one record for each record")
    partition = f.spark_partition_id().alias("partition")
    answers = job.mapped(table, "key", "材料名称").select(partition, "*").collect()
    check(len(answers) == len(rows), f"{len(answers)} records out for {len(rows)} in")
    # The order within a partition is that of its rows; Spark puts several files into one as it likes.
    rows_in = table.select(partition, f.col("key").cast("string").alias("key")).collect()
    given, taken = in_order(rows_in), in_order(answers)
    check(given == taken, "another order")
    check(len(given) > 1, "only one partition: nothing was held against anything")
    for answer in sorted(answers, key=lambda a: int(a.key)):
        found = {k: v for k, v in answer.asDict(recursive=True).items() if k != "partition"}
        wanted = single[int(answer.key)]
        check(found == wanted, f"another answer:\n  {found}\n  {wanted}")


def in_order(rows):
    """The keys of each partition, in order."""
    keys = {}
    for row in rows:
        keys.setdefault(row.partition, []).append(row.key)
    return keys


def the_same_fingerprint(spark, guiyi, catalog):
    command = [guiyi, "fingerprint", "--catalog", str(catalog)]
    own = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode().strip()
    found = job.fingerprints(spark, 4)
    check(found == [own], f"fingerprints differ: {found}, here {own}")


def failures(table):
    """A filter that fails must fail the job, whatever it wrote before."""
    for command in ["guiyi-map.sh 不存在", "cat; exit 3", "cat >/dev/null; kill -9 $$", "/bin/false", "echo 1"]:
        try:
            job.mapped(table, "key", "材料名称", command.replace("'", "\\'")).collect()
        except Exception:
            continue
        check(False, f"a failing filter did not fail the job: {command}")


def times(spark, table, guiyi, rows, catalog, folder):
    """The bare filter, the filter under Spark, and the same in columns and as Parquet; medians of five."""
    path = folder / "records.ndjson"
    path.write_text("".join(records(rows)), encoding="utf-8")
    command = [guiyi, "map", str(path), "--format", "ndjson", "--column", "材料名称=name"]
    command += ["--catalog", str(catalog)]
    bare, lines, columns = [], [], []
    for _ in range(5):
        started = time.monotonic()
        with open(folder / "bare.ndjson", "wb") as out:
            subprocess.run(command, stdout=out, check=True)
        bare.append(time.monotonic() - started)
        for taken, answers, name in [
            (lines, job.answered, "lines"),
            (columns, job.mapped, "columns"),
        ]:
            writer = answers(table, "key", "材料名称").write.mode("overwrite")
            started = time.monotonic()
            if name == "lines":
                writer.text(str(folder / name))
            else:
                writer.parquet(str(folder / name))
            taken.append(time.monotonic() - started)
    bare, lines, columns = (sorted(taken)[2] for taken in (bare, lines, columns))
    print(f"{len(rows)} rows: bare {bare:.2f} s")
    print(f"Spark local[2], lines of JSON: {lines:.2f} s, {lines / bare:.2f} ×")
    print(f"Spark local[2], columns, Parquet: {columns:.2f} s, {columns / bare:.2f} ×")


def check(holds, what):
    if not holds:
        sys.exit(f"spark: {what}")


if __name__ == "__main__":
    main()
