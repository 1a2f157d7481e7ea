import Foundation
import UndersignedMail

/// A real mail server on loopback, in a process of its own, that fails as its plan says.
struct MailSink {
    struct Plan: Encodable {
        var security = "none"
        var cert: String?
        var key: String?
        var login: [String]?
        var utf8: Bool?
        var slow: Bool?
        var faults: [String: String]?
        var mails: Int?
        var times: Int?
    }

    struct Session: Decodable {
        let commands: [String]
        let messages: [Message]
        let tls: Bool
        let user: String?
    }

    struct Message: Decodable {
        let sender: String
        let recipients: [String]
        /// As it went over the wire, dots doubled.
        let wire: Data
        /// As the server stores it.
        let message: Data
        let read: Reading
    }

    /// What Python's mail parser makes of a mail.
    struct Reading: Decodable {
        let names: [String]
        let subject: String
        let to: [String]
        let from: [String]
        let defects: [String]
        let text: String
        let html: String
        let date: String
    }

    let port: Int
    private let process: Process
    private let input = Pipe()
    private let output = Pipe()

    init(_ plan: Plan = Plan()) throws {
        let script = Bundle.module.bundleURL.appending(path: "Sinks/smtp_sink.py")
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script.path, String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A {
            line.append(byte)
        }
        guard let port = Int(String(decoding: line, as: UTF8.self)) else { throw SinkDidNotStart() }
        self.port = port
    }

    /// Ends the server and gives what it saw.
    @discardableResult
    func close() throws -> [Session] {
        try input.fileHandleForWriting.close()
        let report = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return try JSONDecoder().decode([Session].self, from: report)
    }

    struct SinkDidNotStart: Error {}
}

/// A certificate that vouches for itself, made for this run of the tests.
struct TestCertificate {
    let certificate: String
    let key: String

    /// For the address that the tests connect to.
    static let right = TestCertificate(names: "DNS:localhost,IP:127.0.0.1")
    static let forAnotherHost = TestCertificate(names: "DNS:elsewhere.example.org")

    private init(names: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sink-\(UUID().uuidString)").path
        certificate = folder + "/certificate.pem"
        key = folder + "/key.pem"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let arguments =
                "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=sink"
                + " -addext subjectAltName=\(names) -keyout \(key) -out \(certificate)"
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = arguments.split(separator: " ").map(String.init)
            process.standardError = Pipe()
            try process.run()
            process.waitUntilExit()
        } catch {
            preconditionFailure("no certificate could be made: \(error)")
        }
    }
}
