extension StoredTable {
    /// Public contract records, and what they add up to.
    static let evidence = [
        StoredTable(
            "evidence_file",
            key: ["id"],
            integers: ["id", "imported_at", "is_published", "written_at"],
            texts: ["name", "kind", "report"],
            blobs: ["hash"],
            sliceCount: 64
        ),
        StoredTable(
            "evidence_work",
            key: ["file_id"],
            integers: ["file_id", "last_award", "done_count", "record_count"]
        ),
        StoredTable("evidence_supplier", key: ["id"], integers: ["id"], texts: ["identity", "name"]),
        StoredTable("evidence_agency", key: ["id"], integers: ["id"], texts: ["agency", "sub_agency"]),
        StoredTable(
            "evidence_award",
            key: ["id"],
            integers: [
                "id", "supplier_id", "agency_id", "obligated", "current_value", "potential_value", "record_count",
                "is_touched", "year",
            ],
            texts: ["identifier", "class", "currency", "listed_currency"]
        ),
        StoredTable(
            "evidence_record",
            key: ["id"],
            integers: [
                "id", "award_id", "supplier_id", "agency_id", "year", "obligated", "current_value", "potential_value",
                "counts", "file_id", "line", "counted_obligated", "is_shown",
            ],
            texts: ["action", "source", "class", "day", "currency", "content"],
            sliceCount: 1_024
        ),
        StoredTable(
            "evidence_figure",
            key: ["supplier_id", "agency_id", "year", "currency", "class", "kind"],
            integers: ["supplier_id", "agency_id", "year", "cents", "record_count"],
            texts: ["currency", "class", "kind"]
        ),
        StoredTable(
            "evidence_alias",
            key: ["left_id", "right_id"],
            integers: ["left_id", "right_id", "is_accepted", "score", "decided_at"],
            texts: ["kind", "words"]
        ),
        StoredTable(
            "evidence_reseller",
            key: ["reseller_id", "vendor_id"],
            integers: ["reseller_id", "vendor_id", "is_accepted", "record_count", "decided_at"],
            texts: ["kind", "words"]
        ),
        StoredTable(
            "evidence_total",
            key: ["supplier_id", "agency_id", "currency", "class"],
            integers: [
                "supplier_id", "agency_id", "award_count", "record_count", "obligated", "obligated_count",
                "current_value", "current_count", "potential_value", "potential_count",
            ],
            texts: ["currency", "class", "side", "name"]
        ),
        StoredTable(
            "evidence_facet",
            key: ["list", "supplier_id", "agency_id", "year", "class", "currency", "sign"],
            integers: ["supplier_id", "agency_id", "year", "row_count"],
            texts: ["list", "class", "currency", "sign"]
        ),
    ]
}
