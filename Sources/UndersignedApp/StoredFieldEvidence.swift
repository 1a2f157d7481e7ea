extension StoredField {
    /// What is kept of public contract records; people in them are masked before they come here.
    static let evidence = [
        StoredField(
            "evidence_file",
            "id hash name kind imported_at report is_published written_at",
            .evidence,
            "a file that was imported: its SHA-256, its name, what it holds, when, what became of its rows, whether "
                + "anyone may see it, and when records of it were last written while it goes in"
        ),
        StoredField(
            "evidence_work",
            "file_id last_award done_count record_count",
            .evidence,
            "how far a file is that is being published or taken back"
        ),
        StoredField(
            "evidence_supplier",
            "id identity name",
            .evidence,
            "an organisation that sells, by its published identifier or its name"
        ),
        StoredField("evidence_agency", "id agency sub_agency", .evidence, "who buys"),
        StoredField(
            "evidence_award",
            "id identifier class supplier_id agency_id currency obligated current_value potential_value record_count "
                + "is_touched year listed_currency",
            .evidence,
            "a contract, and what its records add up to"
        ),
        StoredField(
            "evidence_record",
            "id award_id action source class supplier_id agency_id day year currency obligated current_value "
                + "potential_value counts file_id line content counted_obligated is_shown",
            .evidence,
            "what one file states of a record about a contract, where it stands in the file, and whether that is shown"
        ),
        StoredField(
            "evidence_figure",
            "supplier_id agency_id year currency class kind cents record_count",
            .evidence,
            "sums by supplier, agency and year"
        ),
        StoredField(
            "evidence_alias",
            "left_id right_id is_accepted score kind words decided_at",
            .evidence,
            "what a person decided about two suppliers' names, and why they were suggested"
        ),
        StoredField(
            "evidence_reseller",
            "reseller_id vendor_id is_accepted kind words record_count decided_at",
            .evidence,
            "what a person decided about a supplier that sells another's products, and why it was suggested"
        ),
        StoredField(
            "evidence_total",
            "supplier_id agency_id currency class side name award_count record_count obligated obligated_count "
                + "current_value current_count potential_value potential_count",
            .evidence,
            "totals by supplier, agency, and both, by which they are listed"
        ),
        StoredField(
            "evidence_facet",
            "list supplier_id agency_id year class currency sign row_count",
            .evidence,
            "how many records and awards there are of a year, class, currency and sign"
        ),
    ]
}
