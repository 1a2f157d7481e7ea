import UndersignedCore

/// A field of an organisers' form, with what was typed, a hint and what is wrong with it.
struct InputField: Sendable {
    /// What a browser is told of the field.
    enum Kind: String {
        case text, email, password, url, date, number
    }

    /// One of several values.
    struct Choice: Sendable {
        let choiceValue: String
        let choiceLabel: String
        let isChosen: Bool
    }

    let inputName: String
    let inputLabel: String
    var inputValue = ""
    var inputType = Kind.text.rawValue
    var inputHint: String?
    var inputError: String?
    /// HTML's `autocomplete`.
    var completion: String?
    /// Letters that are written from left to right in every language: addresses, codes.
    var isPlain = false
    /// What is written here, where that is known.
    var language: LanguageTag?
    /// More than one line.
    var rows: Int?
    var choices: [Choice]?
    /// A box of its own for the one value there is.
    var isTick = false

    init(_ name: String, _ label: String, _ value: String = "", kind: Kind = .text) {
        inputName = name
        inputLabel = label
        inputValue = value
        inputType = kind.rawValue
        isPlain = kind != .text
    }

    /// The same field with a hint below its label.
    func hinted(_ hint: String) -> InputField { changed { $0.inputHint = hint } }

    /// The same field with what is wrong with it; nil for nothing.
    func wrong(_ error: String?) -> InputField { changed { $0.inputError = error } }

    func completed(_ completion: String) -> InputField { changed { $0.completion = completion } }

    func plain() -> InputField { changed { $0.isPlain = true } }

    /// The same field for a text in a language; nil where it is not known yet.
    func written(in language: LanguageTag?) -> InputField { changed { $0.language = language } }

    func lines(_ rows: Int) -> InputField { changed { $0.rows = rows } }

    /// One of several values, each with its words.
    func choosing(_ choices: [(value: String, label: String)]) -> InputField {
        changed { field in
            field.choices = choices.map {
                Choice(choiceValue: $0.value, choiceLabel: $0.label, isChosen: $0.value == field.inputValue)
            }
        }
    }

    /// A box that is ticked where the value is `yes`.
    func ticking(_ label: String) -> InputField { choosing([("yes", label)]).changed { $0.isTick = true } }

    private func changed(_ change: (inout InputField) -> Void) -> InputField {
        var field = self
        change(&field)
        return field
    }
}

/// What the template reads of a field: the template library looks at stored properties.
struct InputFieldView: Sendable {
    let inputName: String
    /// Above the field; a box has its words beside it.
    let label: Label?
    let hint: Note?
    let error: Note?
    let area: Area?
    let tick: Tick?
    let select: Select?
    let line: Line?

    struct Label: Sendable {
        let inputLabel: String
    }

    struct Tick: Sendable {
        let tickLabel: String
        let isTicked: Bool
        let describers: String?
        let isWrong: Bool

        init(_ field: InputField, _ describers: String?) {
            tickLabel = field.choices?.first?.choiceLabel ?? field.inputLabel
            isTicked = field.inputValue == "yes"
            (self.describers, isWrong) = (describers, field.inputError != nil)
        }
    }

    /// A text beside the field and the name it is referred to by.
    struct Note: Sendable {
        let noteName: String
        let note: String
    }

    struct Area: Sendable {
        let rows: Int
        let inputValue: String
        let direction: String
        let writtenLang: String?
        let describers: String?
        let isWrong: Bool
    }

    struct Select: Sendable {
        let choices: [InputField.Choice]
        let describers: String?
    }

    struct Line: Sendable {
        let inputType: String
        let inputValue: String
        let direction: String
        let writtenLang: String?
        let completion: String?
        let describers: String?
        let isWrong: Bool
    }

    init(_ field: InputField) {
        inputName = field.inputName
        label = field.isTick ? nil : Label(inputLabel: field.inputLabel)
        hint = field.inputHint.map { Note(noteName: "\(field.inputName)-hint", note: $0) }
        error = field.inputError.map { Note(noteName: "\(field.inputName)-error", note: $0) }
        let names = [hint?.noteName, error?.noteName].compactMap(\.self)
        let describers = names.isEmpty ? nil : names.joined(separator: " ")
        let direction = field.language?.direction ?? (field.isPlain ? "ltr" : "auto")
        let (writtenLang, isWrong) = (field.language?.text, field.inputError != nil)
        tick = field.isTick ? Tick(field, describers) : nil
        select = field.isTick ? nil : field.choices.map { Select(choices: $0, describers: describers) }
        area = field.rows.map { rows in
            Area(
                rows: rows,
                inputValue: field.inputValue,
                direction: direction,
                writtenLang: writtenLang,
                describers: describers,
                isWrong: isWrong
            )
        }
        let isLine = field.choices == nil && field.rows == nil
        line =
            isLine
            ? Line(
                inputType: field.inputType,
                inputValue: field.inputValue,
                direction: direction,
                writtenLang: writtenLang,
                completion: field.completion,
                describers: describers,
                isWrong: isWrong
            ) : nil
    }
}
