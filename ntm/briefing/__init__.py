"""Papers that the office sends: contents as frozen records, written in the format of NĐ 30/2020/NĐ-CP."""
