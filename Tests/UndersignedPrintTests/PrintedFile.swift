import Foundation
import UndersignedCore
import UndersignedPrint

/// A packet drawn into a temporary file, as Poppler's programs see it.
final class PrintedFile {
    let result: PacketPrinter.Result
    private let folder: URL
    private var path: String { folder.appending(path: "letter.pdf").path }

    init(_ packet: PrintedPacket, names: some Sequence<String> = []) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "print-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        result = try PacketPrinter(packet).print(names, to: folder.appending(path: "letter.pdf").path)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)  // left in the temporary folder at worst
    }

    /// Whether there is what reads a PDF, and fonts for what the tests write; bin/setup installs both.
    static let canBeRead: Bool = {
        let programs = ["pdftotext", "pdffonts", "pdfinfo"].allSatisfy {
            FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)")
        }
        let fonts = ["truetype/noto/NotoSansArabic-Regular.ttf", "opentype/noto/NotoSansCJK-Regular.ttc"].allSatisfy {
            FileManager.default.fileExists(atPath: "/usr/share/fonts/\($0)")
        }
        if !programs || !fonts {
            print("NOT TESTED: what stands in a PDF, because poppler-utils or Noto's fonts are missing (bin/setup)")
        }
        return programs && fonts
    }()

    /// How many names to measure with; nil where nobody asks.
    static let measuredCount = ProcessInfo.processInfo.environment["UNDERSIGNED_PRINT_NAMES"].flatMap { Int($0) }

    /// The words, in the order in which they are read.
    var text: String { get throws { try output("pdftotext", ["-enc", "UTF-8", path, "-"]) } }
    var information: String { get throws { try output("pdfinfo", [path]) } }
    /// One line a font: name, type, encoding, embedded, subset, Unicode, object.
    var fonts: [Substring] {
        get throws { try output("pdffonts", [path]).split(separator: "\n").dropFirst(2).map { $0 } }
    }
    /// Its elements for programs that read aloud, and the words in them.
    var structure: String { get throws { try output("pdfinfo", ["-struct-text", path]) } }

    /// A word's place on its page, in points from the upper left.
    struct Word {
        let left: Double
        let right: Double
        /// Of the line's middle.
        let middle: Double
    }

    func words(page: Int) throws -> [Word] {
        try output("pdftotext", ["-bbox", "-f", "\(page)", "-l", "\(page)", path, "-"]).matches(
            of: /<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)"/
        ).compactMap { match in
            guard let left = Double(match.1), let top = Double(match.2), let right = Double(match.3),
                let bottom = Double(match.4)
            else { return nil }
            return Word(left: left, right: right, middle: (top + bottom) / 2)
        }
    }

    var bytes: Data { get throws { try Data(contentsOf: URL(filePath: path)) } }

    private func output(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/\(program)")
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Unreadable(program: program) }
        return String(decoding: data, as: UTF8.self)
    }

    /// A program could not read the file.
    struct Unreadable: Error {
        let program: String
    }
}

extension PrintedPacket {
    /// "Keep the library open", in some words.
    static func sample(
        letter: [LetterBlock] = [LetterBlock(.paragraph, [.init("Please keep the library open.")])],
        sections: [Section] = [],
        nameCount: Int = 0,
        language: String = "en"
    ) -> PrintedPacket {
        PrintedPacket(
            language: language,
            wordsLanguage: "en",
            author: "Your name",
            madeAt: "2018-06-20T14:05:09Z",
            eyebrow: "Made on 20 June 2018",
            title: "Keep the library open",
            addresses: ["To The town council", "From Your name"],
            number: "12,345",
            numberLabel: "signatures. The petition is closed.",
            letter: letter,
            sections: sections,
            names: nameCount == 0 ? nil : NameList(heading: "Names", lead: "Some names", count: nameCount)
        )
    }
}
