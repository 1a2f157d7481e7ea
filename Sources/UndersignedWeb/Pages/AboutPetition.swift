/// A page about one petition: search engines, previews and the way out are as that petition has them.
package protocol AboutPetition {
    var petition: PetitionReference { get }
}

extension Page where Self: AboutPetition {
    package var about: PetitionReference? { petition }
}

extension ConfirmPage: AboutPetition {}
extension HistoryPage: AboutPetition {}
extension ManagePage: AboutPetition {}
extension MemberLinkPage: AboutPetition {}
extension MemberSignPage: AboutPetition {}
extension MemberTokenPage: AboutPetition {}
extension NameReportPage: AboutPetition {}
extension NamesPage: AboutPetition {}
extension OutcomePage: AboutPetition {}
extension OwnRecordPage: AboutPetition {}
extension PetitionPage: AboutPetition {}
extension ReceiptsPage: AboutPetition {}
extension ResentPage: AboutPetition {}
extension SentPage: AboutPetition {}
extension SignedPage: AboutPetition {}
extension TextPage: AboutPetition {}
extension TextsPage: AboutPetition {}
extension UnsubscribePage: AboutPetition {}
extension UpdatePage: AboutPetition {}
extension UpdatesPage: AboutPetition {}
extension VerifyPage: AboutPetition {}
extension WorkAddressPage: AboutPetition {}

extension HowWeCountPage {
    package var about: PetitionReference? { figures?.petition }
}

extension UnknownLinkPage {
    package var about: PetitionReference? { petition }
}
