import CXML

/// libxml2's push parser with the three callbacks that a feed needs.
final class FeedParser {
    let entries = FeedEntries()
    private let context: xmlParserCtxtPtr

    init() throws(EvidenceRefusal) {
        var callbacks = xmlSAXHandler()
        callbacks.startElement = { context, name, attributes in
            guard let context, let name else { return }
            FeedParser.of(context).begin(name, attributes)
        }
        callbacks.endElement = { context, _ in
            if let context { FeedParser.of(context).entries.end() }
        }
        callbacks.characters = { context, bytes, count in
            guard let context, let bytes, count > 0 else { return }
            FeedParser.of(context).entries.add(UnsafeBufferPointer(start: bytes, count: Int(count)))
        }
        callbacks.cdataBlock = callbacks.characters
        guard let created = xmlCreatePushParserCtxt(&callbacks, nil, nil, 0, nil) else {
            throw .damaged(what: "there is no memory for a parser", line: 1)
        }
        context = created
        // Callbacks find their parser through its context; it must not outlive this object, and does not.
        context.pointee._private = Unmanaged.passUnretained(self).toOpaque()
        context.pointee.userData = UnsafeMutableRawPointer(context)
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        xmlCtxtUseOptions(context, Int32(options))
    }

    deinit {
        xmlFreeParserCtxt(context)
    }

    func feed(_ bytes: [UInt8]) throws(EvidenceRefusal) {
        let code = bytes.withUnsafeBytes { buffer in
            xmlParseChunk(context, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), 0)
        }
        if code != 0 { throw fault }
    }

    func finish() throws(EvidenceRefusal) {
        if xmlParseChunk(context, nil, 0, 1) != 0 { throw fault }
    }

    private var fault: EvidenceRefusal {
        guard let error = xmlCtxtGetLastError(context)?.pointee else { return .damaged(what: "it is no XML", line: 1) }
        let text = error.message.map { String(cString: $0) } ?? "it is no XML"
        return .damaged(what: text.split(separator: "\n").first.map(String.init) ?? text, line: Int(error.line))
    }

    private static func of(_ context: UnsafeMutableRawPointer) -> FeedParser {
        let parser = context.assumingMemoryBound(to: xmlParserCtxt.self)
        guard let own = parser.pointee._private else { preconditionFailure("a parser's context names its parser") }
        return Unmanaged<FeedParser>.fromOpaque(own).takeUnretainedValue()
    }

    private func begin(_ name: UnsafePointer<xmlChar>, _ pairs: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) {
        var attributes: [(name: String, value: String)] = []
        var place = 0
        while let name = pairs?[place], let value = pairs?[place + 1] {
            attributes.append((String(cString: name), String(cString: value)))
            place += 2
        }
        entries.begin(String(cString: name), attributes: attributes, line: Int(xmlSAX2GetLineNumber(context)))
    }
}
