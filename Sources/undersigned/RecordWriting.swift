import ArgumentParser
import Foundation
import UndersignedApp
import UndersignedCore

/// Opens records line by line into a file, in memory that does not grow with them.
struct RecordWriting {
    private static let pieceByteCount = 65_536
    /// As much as a page of records may have.
    private static let lineLimit = 16 * 1_024 * 1_024
    private static let foreign = "a line is no record: these are not the records of an Undersigned site"

    private let form: RecordForm
    private let file: NewFile
    private let path: String
    private var opener: RecordOpener
    private var progress = ProgressBar(isQuiet: false, unit: "records")
    private var counts = (opened: UInt64(0), withdrawn: UInt64(0), refused: UInt64(0))
    private var end: RecordLine.End?
    /// Whether the records are a petition's own; nil before the first petition is named.
    private var isOwn: Bool?

    /// - Parameters:
    ///   - path: The file to make.
    ///   - form: How it is written.
    ///   - key: The partner's.
    /// - Throws: `NewFile.Taken`, `DurableFile.Failure`.
    init(_ path: String, _ form: RecordForm, key: CustodyPrivateKey) throws {
        (self.path, self.form) = (path, form)
        file = try NewFile(path)
        opener = RecordOpener(key: key)
    }

    /// Takes a file of records, or what comes through a pipe.
    ///
    /// - Throws: `DurableFile.Failure`, or the exit code to end with.
    mutating func read(_ input: URL) throws {
        let unread = stop(2, "--in: \(input.path) does not exist or does not read")
        guard let source = FileHandle(forReadingAtPath: input.path) else { throw unread }
        var rest = Data()
        while true {
            let piece: Data
            do { piece = try source.read(upToCount: Self.pieceByteCount) ?? Data() } catch { throw unread }
            guard !piece.isEmpty else { break }
            let lines = (rest + piece).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            for line in lines.dropLast() { try take(String(decoding: line, as: UTF8.self)) }
            rest = Data(lines.last ?? Data())
            guard rest.count <= Self.lineLimit else { throw stop(3, Self.foreign) }
        }
        guard end != nil else { throw stop(3, "--in: \(input.path) ends too early; download it again") }
    }

    /// Takes one line.
    ///
    /// - Returns: What it says of the page's end; nil for any other line.
    /// - Throws: `DurableFile.Failure`, or the exit code to end with.
    @discardableResult
    mutating func take(_ text: String) throws -> RecordLine.End? {
        let line: RecordLine
        do {
            line = try JSONDecoder().decode(RecordLine.self, from: Data(text.utf8))
        } catch {
            throw stop(3, Self.foreign)
        }
        if let end, !end.more { throw stop(3, "something stands behind the end of the records: join no two files") }
        if case .end(let end) = line {
            guard end.cursor.isEmpty || RecordCursor(end.cursor) != nil else {
                throw stop(3, Self.foreign)
            }
            self.end = end
            return end
        }
        if case .petition(let petition) = line { try begin(isOwn: petition.recipient == "custody") }
        let record: OpenedRecord?
        do throws(RecordOpener.Problem) {
            record = try opener.take(line)
        } catch {
            counts.refused += 1
            return nil
        }
        guard let record else { return nil }
        try file.write(form.text(of: record, isFirst: counts.opened + counts.withdrawn == 0).utf8)
        if record.contact == nil, record.own == nil { counts.withdrawn += 1 } else { counts.opened += 1 }
        progress.show(count: counts.opened + counts.withdrawn)
        return nil
    }

    /// Writes the head of the table once it is known what is in it.
    private mutating func begin(isOwn isNext: Bool) throws {
        guard isOwn == nil || isOwn == isNext else {
            throw stop(3, "a partner's records and a petition's own are mixed")
        }
        guard isOwn == nil else { return }
        guard !isNext || form == .csv else { throw stop(2, "--format: a petition's own contacts are a csv") }
        isOwn = isNext
        try file.write((isNext ? RecordForm.ownHead : form.head).utf8)
    }

    /// Gives the file its name, and says what is in it.
    ///
    /// - Throws: `NewFile.Taken`, `DurableFile.Failure`, or the exit code to end with.
    mutating func finish() throws {
        progress.clear()
        if counts.refused > 0, counts.opened == 0 {
            throw stop(
                3,
                "none of \(counts.refused) records opens with this key; compare its words with the campaign's"
            )
        }
        if isOwn == nil { try begin(isOwn: false) }
        try file.write(form.tail.utf8)
        try file.finish()
        print(
            isOwn == true
                ? "\(path) holds \(counts.opened) contacts. Delete it when it is no longer needed."
                : "\(path) holds \(counts.opened) contacts, and \(counts.withdrawn) that were taken back: delete those."
        )
        if counts.refused > 0 {
            let words = "they do not open, or are not of the wording and petition shown"
            let next = "Ask whoever runs the site, and fetch again from where you began this time"
            throw stop(3, "\(counts.refused) records were left out: \(words). \(next)")
        }
        if let end, !end.cursor.isEmpty { print("The next time, only what is new: --after \(end.cursor)") }
    }
}
