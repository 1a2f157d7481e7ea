import Foundation

/// Files that organisers send as logos.
package enum SamplePicture {
    /// A black PNG of 600 × 200 pixels with a comment in it.
    package static let png = [UInt8](Data(base64Encoded: text) ?? Data())

    /// What the comment says.
    package static let comment = "secret-place"

    private static let text = """
        iVBORw0KGgoAAAANSUhEUgAAAlgAAADIAQAAAAAc5KIbAAAAFHRFWHRDb21tZW50AHNlY3JldC1wbGFjZdSRulMAAAAlSURBVHja\
        7cEBAQAAAIIg/69uSEABAAAAAAAAAAAAAAAAAMCPATtgAAFJqIXMAAAAAElFTkSuQmCC
        """

    /// The same, with other sides named in its header: each in pixels.
    package static func png(width: Int, height: Int) -> [UInt8] {
        var bytes = png
        for (place, side) in [(16, width), (20, height)] {
            for shift in 0..<4 { bytes[place + shift] = UInt8(truncatingIfNeeded: side >> (24 - 8 * shift)) }
        }
        return bytes
    }

    /// The body of a form with a file, and its type.
    package static func form(_ fields: [(String, String)], file: [UInt8]) -> (type: String, body: [UInt8]) {
        let mark = "----sample"
        var body: [UInt8] = []
        for (name, value) in fields {
            body += Array("--\(mark)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        let head = "Content-Disposition: form-data; name=\"picture\"; filename=\"a;b.png\"\r\nContent-Type: image/png"
        body += Array("--\(mark)\r\n\(head)\r\n\r\n".utf8) + file + Array("\r\n--\(mark)--\r\n".utf8)
        return ("multipart/form-data; boundary=\(mark)", body)
    }
}
