import UndersignedCore

/// Plain links to pass a petition on: no script, no tracking parameter.
struct ShareView: Sendable {
    let address: String
    let links: [Link]

    struct Link: Sendable {
        let shareName: String
        let shareAddress: String
    }

    init(title: String, address: String, _ words: Words) {
        self.address = address
        let text = Self.encoded(title)
        let link = Self.encoded(address)
        links = [
            Link(shareName: words.text("share.mail"), shareAddress: "mailto:?subject=\(text)&body=\(text)%0A\(link)"),
            Link(shareName: "WhatsApp", shareAddress: "https://wa.me/?text=\(text)%20\(link)"),
            Link(shareName: "Bluesky", shareAddress: "https://bsky.app/intent/compose?text=\(text)%20\(link)"),
            Link(shareName: "X", shareAddress: "https://x.com/intent/post?text=\(text)&url=\(link)"),
            Link(shareName: "Facebook", shareAddress: "https://www.facebook.com/sharer/sharer.php?u=\(link)"),
        ]
    }

    /// Percent-encodes all but RFC 3986's unreserved characters.
    private static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
