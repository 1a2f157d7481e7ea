/// Every template by name; a page names its own, the others are parts of pages.
enum TemplateSources {
    static var all: [String: String] {
        embedded.mapValues { String(decoding: $0, as: UTF8.self) }
    }

    private static let embedded: [String: [UInt8]] = [
        "admin-account": PackageResources.admin_account_mustache,
        "admin-bar": PackageResources.admin_bar_mustache,
        "admin-codes": PackageResources.admin_codes_mustache,
        "admin-continue": PackageResources.admin_continue_mustache,
        "admin-desk": PackageResources.admin_desk_mustache,
        "admin-people": PackageResources.admin_people_mustache,
        "admin-set-up": PackageResources.admin_set_up_mustache,
        "admin-sign-in": PackageResources.admin_sign_in_mustache,
        "admin-trail": PackageResources.admin_trail_mustache,
        "answers": PackageResources.answers_mustache,
        "campaign": PackageResources.campaign_mustache,
        "confirm": PackageResources.confirm_mustache,
        "failure": PackageResources.failure_mustache,
        "history": PackageResources.history_mustache,
        "home": PackageResources.home_mustache,
        "how-we-count": PackageResources.how_we_count_mustache,
        "input": PackageResources.input_mustache,
        "layout": PackageResources.layout_mustache,
        "manage": PackageResources.manage_mustache,
        "names": PackageResources.names_mustache,
        "outcome": PackageResources.outcome_mustache,
        "partners": PackageResources.partners_mustache,
        "petition": PackageResources.petition_mustache,
        "petition-item": PackageResources.petition_item_mustache,
        "privacy": PackageResources.privacy_mustache,
        "receipts": PackageResources.receipts_mustache,
        "resent": PackageResources.resent_mustache,
        "sent": PackageResources.sent_mustache,
        "series": PackageResources.series_mustache,
        "share": PackageResources.share_mustache,
        "sign-form": PackageResources.sign_form_mustache,
        "signed": PackageResources.signed_mustache,
        "sources": PackageResources.sources_mustache,
        "targets": PackageResources.targets_mustache,
        "text": PackageResources.text_mustache,
        "text-change": PackageResources.text_change_mustache,
        "texts": PackageResources.texts_mustache,
        "unknown-link": PackageResources.unknown_link_mustache,
        "verify": PackageResources.verify_mustache,
        "withdrawal": PackageResources.withdrawal_mustache,
    ]
}
