import Foundation
import NIOCore
import Testing

import undersigned

/// The replay: its schedule, its eyes and ears, and a short run against the real program.
struct BenchReplayTests {
    private static func folder() throws -> URL {
        let url = FileManager.default.temporaryDirectory.appending(path: "replay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }

    private static let table = """
        snapshot_local,updated_at_utc,signature_count,state
        20190320-2200,2019-03-20T22:00:00.500Z,100,open
        20190320-2201,2019-03-20T22:00:00.500Z,110,open
        20190320-2210,2019-03-20T22:10:00.500Z,710,open
        20190320-2220,2019-03-20T22:20:00.500Z,650,open
        20190320-2230,2019-03-20T22:30:00.500Z,1310,open
        """

    private static func curve() throws -> BenchReplayCurve {
        let file = try folder().appending(path: "curve.csv")
        try Data(table.utf8).write(to: file)
        return try BenchReplayCurve(file: file.path)
    }

    @Test func `a curve is read by its columns' names; counts that fell stay level`() throws {
        let curve = try Self.curve()
        #expect(curve.count(at: curve.start) == 110, "of two numbers for one moment the later one")
        #expect(curve.count(at: curve.start + 300) == 410)
        #expect(curve.count(at: curve.start + 1_000) == 710)
        #expect(curve.count(at: .infinity) == 1_310 && curve.busiestRate == 1)
    }

    @Test func `arrivals follow the curve at its speed, and under a cap none is lost`() throws {
        let curve = try Self.curve()
        let free = BenchReplayArrivals(curve, from: curve.start, to: curve.end, speed: 60, cap: nil, seconds: 100)
        #expect(free.seconds == 30 && free.total == 1_200)
        #expect(free.due(at: 5) == 300 && free.due(at: 0) == 0 && free.due(at: 99) == 1_200)
        let capped = BenchReplayArrivals(curve, from: curve.start, to: curve.end, speed: 60, cap: 30, seconds: 100)
        #expect(capped.total == 1_200 && capped.seconds == 40 && capped.due(at: 10) == 300)
        let cut = BenchReplayArrivals(curve, from: curve.start, to: curve.end, speed: 60, cap: 30, seconds: 7)
        #expect(cut.seconds == 7 && cut.total == 210)
        let steady = BenchReplayArrivals(steady: 960, seconds: 2)
        #expect(steady.due(at: 0.5) == 480 && steady.total == 1_920)
    }

    @Test func `the head of an answer is read however it is written, once it is there whole`() throws {
        let text = "HTTP/1.1 303 See Other\r\ncontent-LENGTH: 12\r\nLocation: /x\r\nConnection: close\r\n\r\nbody"
        let head = try #require(BenchReplayHead(in: ByteBuffer(string: text)))
        #expect(head.status == 303 && head.bodyLength == 12 && head.isLast && head.length == text.utf8.count - 4)
        for length in 0..<head.length {
            let part = ByteBuffer(bytes: Array(text.utf8).prefix(length))
            #expect(BenchReplayHead(in: part)?.status == nil, "\(length)")
        }
        let short = try #require(BenchReplayHead(in: ByteBuffer(string: "HTTP/1.1 304 Not Modified\r\n\r\n")))
        #expect(short.status == 304 && short.bodyLength == 0 && !short.isLast)
    }

    @Test func `percentiles are right to three of a hundred`() throws {
        var latency = BenchReplayLatency()
        for value in 1...10_000 { latency.note(microseconds: value) }
        for (share, wanted) in [(0.5, 5.0), (0.99, 9.9), (1, 10)] {
            let found = try #require(latency.milliseconds(at: share))
            #expect(abs(found - wanted) <= wanted * 0.032)
        }
        #expect(BenchReplayLatency().milliseconds(at: 0.5) == nil)
    }

    @Test func `a mail gives its person and its link; others' mails are left alone`() throws {
        let mailbox = BenchReplayMailbox(folder: "nowhere", run: "rx1")
        let token = String(repeating: "Ab-_9", count: 10) + "wxyz"
        let text = "Subject: a\r\nTo: <rx1-42@example.org>\r\n\r\nhttp://127.0.0.1:8080/s/\(token.prefix(30))=\r\n"
        let mail = Array("Date: x\r\n\(text)\(token.dropFirst(30))\r\n".utf8)
        let arrival = try #require(mailbox.arrival(mail))
        #expect(arrival.person == 42 && arrival.link == "/s/\(token)")
        #expect(BenchReplayMailbox(folder: "nowhere", run: "rx2").arrival(mail) == nil)
    }

    @Test(arguments: [
        (["--site", "http://petitions.example.org"], "is refused"), (["--from", "noon"], "--from: write a time"),
        (["--curve", "absent.csv"], "absent.csv can't be read"), (["--connections", "0"], "--connections: 1 to"),
        (["--views", "1", "--views-per-signature", "1"], "exclude each other"), (["--speed", "-1"], "--speed"),
    ])
    func `wrong usage exits 2 and says what to do`(_ arguments: [String], _ words: String) throws {
        let site = arguments[0] == "--site" ? [] : ["--site", "http://127.0.0.1:1"]
        let command = ["bench", "replay", "--petition", "a", "--mail", "m", "--out", "o"] + site + arguments
        let result = try BuiltProgram(command, in: Self.folder())
        #expect(result.status == 2 && result.errors.contains(words), "\(result.errors)")
    }

    @Test func `a minute of the made-up curve is replayed, and every number agrees`() throws {
        let folder = try Self.folder()
        try Data("Keep it open.\n".utf8).write(to: folder.appending(path: "t.md"))
        let new = ["petition", "new", "--data", "d", "--slug", "lib", "--title", "A", "--to", "B", "--text", "t.md"]
        #expect(try BuiltProgram(new + ["--open"], in: folder).status == 0)
        let serve = ["serve", "--data", "d", "--listen", "127.0.0.1:0", "--mail", "folder:m", "--limits", "off"]
        let server = try RunningProgram(serve, in: folder)
        defer { server.end() }
        let line = try server.waitForError(containing: "serving")
        let port = line.split(separator: ":").last.map { $0.prefix { $0.isNumber } } ?? ""
        let replay = [
            "bench", "replay", "--site", "http://127.0.0.1:\(port)", "--petition", "lib", "--mail", "m", "--out", "o",
            "--speed", "300", "--seconds", "4", "--views-per-signature", "2", "--pid", "\(server.identifier)",
        ]
        let result = try BuiltProgram(replay, in: folder)
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output.contains("Every number agrees.") && result.output.contains("300 after, 300 in the log"))
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "o").path).sorted()
        #expect(files == ["arrival.svg", "latency.svg", "memory.svg", "series.csv", "series.json", "summary.json"])
    }
}
