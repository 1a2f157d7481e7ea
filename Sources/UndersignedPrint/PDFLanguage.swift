import Foundation

/// Says in a finished PDF in which language it is, which Cairo 1.16 can't.
///
/// An incremental update (ISO 32000-1, 7.5.6): the catalogue stands once more behind the end of the file, with `/Lang`,
/// which screen readers need, and with the wish that the title be shown instead of the file's name. A Cairo of 1.18
/// compresses the catalogue: its files stay as they are.
struct PDFLanguage {
    private let file: FileHandle
    /// How long the file is, where its table of objects begins, and the lines of its trailer.
    private let length: UInt64
    private let table: UInt64
    private let trailer: String

    /// Completes a file as Cairo wrote it, where it has a plain table of its objects.
    ///
    /// - Parameters:
    ///   - language: BCP 47: letters, digits and hyphens.
    ///   - path: The file.
    /// - Throws: `PrintFailure` for a language that is none, or a file that can't be read or written.
    static func add(_ language: String, to path: String) throws(PrintFailure) {
        let isTag = language.utf8.allSatisfy { byte in
            byte == 0x2D || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
        }
        guard isTag else { throw PrintFailure(reason: "‘\(language)’ is no language tag") }
        do {
            guard let update = try PDFLanguage(path) else { return }
            try update.append(language)
        } catch let failure as PrintFailure {
            throw failure
        } catch {
            throw PrintFailure(reason: "\(error)")
        }
    }

    /// Nil where there is no plain table.
    private init?(_ path: String) throws {
        file = try FileHandle(forUpdating: URL(filePath: path))
        length = try file.seekToEnd()
        let end = try Self.text(in: file, from: length - min(length, 1_024), count: 1_024)
        guard let start = end.ranges(of: "trailer\n<<").last, let close = end[start.upperBound...].firstRange(of: ">>"),
            let table = Self.number(after: "startxref\n", in: String(end[close.upperBound...]))
        else { return nil }
        trailer = String(end[start.upperBound..<close.lowerBound])
        self.table = table
    }

    private func append(_ language: String) throws {
        guard let root = Self.number(after: "/Root ", in: trailer),
            let place = try UInt64(Self.text(in: file, from: table + Self.rowOffset(root, of: size), count: 10)),
            case let object = try Self.text(in: file, from: place, count: 2_048),
            let end = object.firstRange(of: "endobj"), let open = object.firstRange(of: "<<"),
            end.lowerBound > open.upperBound
        else { throw PrintFailure(reason: "the PDF has no catalogue") }
        let entries = "/Lang (\(language)) /ViewerPreferences << /DisplayDocTitle true >>"
        let catalogue = "\(root) 0 obj\n<< \(entries)\(object[open.upperBound..<end.lowerBound])endobj\n"
        let digits = String(length)
        let row = String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        let update = """
            \(catalogue)xref
            \(root) 1
            \(row)trailer
            <<\(trailer)/Prev \(table)
            >>
            startxref
            \(length + UInt64(catalogue.utf8.count))
            %%EOF

            """
        try file.seek(toOffset: length)
        try file.write(contentsOf: Data(update.utf8))
        try file.close()
    }

    private var size: UInt64 { Self.number(after: "/Size ", in: trailer) ?? 0 }

    /// Of an object's row in the table, each of 20 bytes below `xref` and `0 <size>`.
    private static func rowOffset(_ object: UInt64, of size: UInt64) -> UInt64 {
        UInt64("xref\n0 \(size)\n".utf8.count) + object * 20
    }

    private static func text(in file: FileHandle, from offset: UInt64, count: Int) throws -> String {
        try file.seek(toOffset: offset)
        return String(decoding: try file.read(upToCount: count) ?? Data(), as: UTF8.self)
    }

    private static func number(after word: String, in text: String) -> UInt64? {
        text.firstRange(of: word).flatMap { UInt64(text[$0.upperBound...].prefix { $0.isNumber }) }
    }
}
