s/take: merged_into/take: merged/
