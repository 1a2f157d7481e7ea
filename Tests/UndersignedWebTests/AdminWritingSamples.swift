import UndersignedTestSupport
import UndersignedWeb

/// A campaign and a petition as organisers type them.
enum Libraries {
    static let campaign = [
        ("title", "Libraries for everybody"), ("summary", "Three towns ask that their libraries stay open."),
        ("language", "en"), ("sponsor", "Readers' Union"), ("sponsor-address", "https://readers.example.org"),
        ("targets", "The town council\r\nMayor Oduya | mayor | Town of Example | mayor"),
        ("partners", "Writers' Guild | https://writers.example.org | Write to me about libraries"),
        ("demands", "Keep all three open"),
        ("sources", "The plan | The council | 2018-06-20 | https://example.org/plan"),
    ]
    static let petition = [
        ("title", "Keep the library open"), ("letter", "Please keep it **open**."), ("from", "Your name"),
        ("language", "en"), ("signatories", "people"), ("publication", "at-once"), ("to-mayor", "yes"),
        ("milestones", "1000 | We hand it over\n10,000 | We come again"), ("deletion", "6"),
    ]
    static let path = "/admin/campaigns/libraries-for-everybody"

    /// The mark of the text that a form shows.
    static func mark(_ person: Organiser, _ path: String) async throws -> String {
        let page = PageMarkup(try await person.get(path).text)
        let field = page.elements.first { element in
            element.attributes.contains { $0.name == "name" && $0.value == "mark" }
        }
        return try Samples.required(field?.attributes.first { $0.name == "value" }?.value)
    }
}
