/// The mailbox by which somebody shows to be a member: one, however its address is spelt.
package struct MemberMailbox: Hashable, Sendable {
    /// Lower case, without what a plus begins, and without dots before the `@`.
    package let canonical: String
    /// Whether several people read it, or none does.
    package let isForRole: Bool

    /// - Parameter address: Of any domain; nil where nothing would be left before the `@`.
    package init?(_ address: EmailAddress) {
        let local = address.mailbox.prefix { $0 != "@" }.lowercased()
        let name = local.prefix { $0 != "+" }.filter { $0 != "." }
        guard !name.isEmpty else { return nil }
        canonical = "\(name)@\(address.domain)"
        isForRole = Self.roles.contains(name.filter { $0 != "-" && $0 != "_" })
    }

    /// Names that stand for a task and not for a person, in the languages that organisations write their addresses in.
    private static let roles = Set(
        """
        abuse accounting accounts admin administration administrator alerts all allstaff anfrage anfragen apply
        archive assistance betriebsrat bewerbung bewerbungen billing board bookings buchhaltung bureau career careers
        communications complaints compliance comptabilite contact contacto contatti customerservice dataprotection
        datenschutz dev direction director dpo editor editorial einkauf empfang events everybody everyone facilities
        feedback finance frontdesk ftp general hallo hello help helpdesk hi hostmaster hr humanresources info
        informacion information infos inquiries invoice invoices it itsupport jobs kontakt kundenservice legal list
        mail mailer mailerdaemon management marketing media mitarbeiter news newsletter noc noreply notifications
        office ondernemingsraad operations order orders orga payroll personal personalrat personnel post postmaster
        poststelle press presse privacy procurement public purchasing reception rechnung rechnungen recruiting
        recruitment redaktion register reservations returns root sales secretariat security sekretariat service shop
        staff subscribe support sysadmin team tech training union unsubscribe usenet verkauf vertrieb verwaltung
        voorlichting webmaster welcome workscouncil www zentrale
        """
        .split { $0 == " " || $0 == "\n" }.map(String.init)
    )
}
