/// Reads a typed text scalar by scalar, once: refuses what may not stand in it and folds its white space.
struct PlainTextReader {
    private(set) var text = ""
    private(set) var sawVisible = false
    /// The scalars of the cleaned text; `text` itself stops growing at `cap`, for nobody reads it then.
    private(set) var count = 0
    private let keepsLines: Bool
    private let cap: Int
    private var pending: Unicode.Scalar?
    private var pendingBreaks = 0
    /// What can't be seen behind the last that can, in a text of one line: it is kept once something follows.
    private var held: [Unicode.Scalar] = []
    private var previous: Unicode.Scalar?
    /// Whether a mark that comes now would have something to stand on.
    private var hasLetter = false
    private var marksOnThisLetter = 0

    init(keepsLines: Bool, cap: Int) {
        self.keepsLines = keepsLines
        self.cap = cap
    }

    /// Takes the next scalar of the text.
    ///
    /// - Parameters:
    ///   - scalar: The scalar at hand.
    ///   - next: The one after it, which decides about a joiner; nil at the end.
    /// - Throws: The problem with this scalar, where it has one.
    mutating func read(_ scalar: Unicode.Scalar, next: Unicode.Scalar?) throws(PlainText.Problem) {
        let kind = ScalarKind(scalar)
        switch kind {
        case .lineBreak where keepsLines:
            // CR LF is one break, counted at its LF.
            if !(scalar == "\r" && next == "\n") { pendingBreaks += 1 }
            pending = "\n"
        case .tab where keepsLines, .space:
            pending = pending ?? " "
        case .lineBreak where scalar.value > 0x2000:
            pending = pending ?? " "
        case .lineBreak, .tab, .control: throw .control
        case .bidi: throw .bidi
        case .refused: throw .character
        case .joiner:
            if joins(to: next, with: scalar) { append(scalar) }
        case .stackingMark, .spacingMark:
            guard pending == nil, hasLetter else { throw .marks }
            marksOnThisLetter += kind == .stackingMark ? 1 : 0
            // Three marks at most merge into their letter; an endless run would make composing slow.
            guard marksOnThisLetter <= PlainText.marksOnOneLetter + 3 else { throw .marks }
            append(scalar)
        case .invisible where !keepsLines && !Self.directions.contains(scalar): hold(scalar)
        case .invisible: append(scalar)
        case .visible:
            append(scalar)
            sawVisible = true
            hasLetter = true
            marksOnThisLetter = 0
        }
    }

    /// Marks that say which way a name runs; they change how its ends look beside other text, so they stay there (S-61).
    private static let directions: Set<Unicode.Scalar> = ["\u{200E}", "\u{200F}", "\u{61C}"]

    /// Two names that look the same are the same at their ends; inside, scripts need what can't be seen.
    private mutating func hold(_ scalar: Unicode.Scalar) {
        guard count > 0 else { return }
        if let space = pending {
            held.append(space)
            (pending, hasLetter) = (nil, false)
        }
        held.append(scalar)
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        for scalar in held { add(scalar) }
        held = []
        if let pending {
            hasLetter = false
            for _ in 0..<(pending == "\n" ? min(pendingBreaks, 2) : 1) where count > 0 { add(pending) }
        }
        pending = nil
        pendingBreaks = 0
        add(scalar)
        previous = scalar
    }

    private mutating func add(_ scalar: Unicode.Scalar) {
        count += 1
        if count <= cap { text.unicodeScalars.append(scalar) }
    }

    /// Joiners shape Arabic and Indic letters; in texts of several lines they also join emoji.
    private func joins(to next: Unicode.Scalar?, with joiner: Unicode.Scalar) -> Bool {
        guard pending == nil, held.isEmpty, let previous, let next else { return false }
        if ScalarKind.takesJoiners(previous), ScalarKind.takesJoiners(next) { return true }
        let joinsEmoji = keepsLines && joiner == "\u{200D}" && next.properties.isEmoji && !next.isASCII
        return joinsEmoji && (previous.properties.isEmoji && !previous.isASCII || previous == "\u{FE0F}")
    }
}

/// What a scalar is to the rules for typed text.
enum ScalarKind: Equatable {
    case lineBreak, tab, control, bidi, refused, space, joiner, stackingMark, spacingMark, invisible, visible

    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x21...0x7E: self = .visible
        case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: self = .lineBreak
        case 0x09: self = .tab
        case 0...0x1F, 0x7F...0x9F: self = .control
        case 0x202A...0x202E, 0x2066...0x2069: self = .bidi
        case 0xFFF9...0xFFFB, 0xFFFD, 0xE0000...0xE007F: self = .refused
        case 0x200C, 0x200D: self = .joiner
        case 0x2800: self = .invisible
        case _ where scalar.isEverydayLetter: self = .visible
        default: self = Self.byProperties(of: scalar)
        }
    }

    /// Letters and marks of the scripts whose writing needs joiners: Arabic and its kin, the Indic scripts, Khmer,
    /// Mongolian.
    static func takesJoiners(_ scalar: Unicode.Scalar) -> Bool {
        let isOfTheirScripts =
            switch scalar.value {
            case 0x0600...0x07FF, 0x0840...0x08FF, 0x0900...0x0DFF, 0x0F00...0x109F, 0x1780...0x18AF: true
            case 0xA840...0xA87F, 0xA8E0...0xA8FF, 0xA980...0xA9FF, 0xAA60...0xAA7F, 0xABC0...0xABFF: true
            case 0x1B00...0x1BFF, 0xFB50...0xFDFF, 0xFE70...0xFEFC, 0x1_1000...0x1_1CFF: true
            default: false
            }
        return isOfTheirScripts && (scalar.properties.isAlphabetic || ScalarKind(scalar) == .stackingMark)
    }

    private static func byProperties(of scalar: Unicode.Scalar) -> ScalarKind {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .unassigned, .surrogate: return .refused
        case .nonspacingMark, .enclosingMark: return .stackingMark
        case .spacingMark: return .spacingMark
        case .control: return .control
        case .spaceSeparator: return .space
        default:
            return properties.isDefaultIgnorableCodePoint || properties.generalCategory == .format
                ? .invisible : .visible
        }
    }
}
