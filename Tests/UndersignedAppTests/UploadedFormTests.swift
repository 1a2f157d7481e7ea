import Testing
import UndersignedCore
import UndersignedTestSupport

/// What a browser sends with a file (RFC 7578), and what is looked at before anything decodes the file.
@Suite struct UploadedFormTests {
    @Test func `fields and the file come out as they were sent, bytes that look like line ends among them`() throws {
        let file: [UInt8] = [0x0D, 0x0A, 0x2D, 0x2D, 0xFF, 0x00, 0x0A, 0x0D]
        let (type, body) = SamplePicture.form([("t", "a=b&c"), ("name", "Zażółć\r\n2")], file: file)
        let form = try #require(UploadedForm(type: type, body: body))
        #expect(form.fields.map(\.name) == ["t", "name"] && form.fields.map(\.value) == ["a=b&c", "Zażółć\r\n2"])
        #expect(form.file == file)
    }

    @Test func `cut off, nameless and foreign bodies are none`() throws {
        let (type, body) = SamplePicture.form([("t", "x")], file: SamplePicture.png)
        #expect(UploadedForm(type: type, body: Array(body.dropLast(2))) != nil, "without the last line end")
        for length in 0..<(body.count - 2) {
            #expect(UploadedForm(type: type, body: Array(body[..<length])) == nil, "\(length)")
        }
        #expect(UploadedForm(type: type, body: Array("------sample\r\n\r\nx\r\n------sample--".utf8)) == nil)
        #expect(UploadedForm(type: "multipart/form-data", body: body) == nil)
        let empty = SamplePicture.form([], file: [])
        #expect(UploadedForm(type: empty.type, body: empty.body)?.file == [])
    }

    // S-07: before a decoder sees it.
    @Test func `only a PNG of a fair size is taken`() throws {
        #expect(throws: UploadedPicture.Problem.missing) { try UploadedPicture([]) }
        #expect(throws: UploadedPicture.Problem.notPNG) { try UploadedPicture(Array("<svg onload=alert(1)>".utf8)) }
        #expect(throws: UploadedPicture.Problem.notPNG) { try UploadedPicture(Array(SamplePicture.png.prefix(20))) }
        let long = SamplePicture.png + [UInt8](repeating: 0, count: UploadedPicture.lengthLimit)
        #expect(throws: UploadedPicture.Problem.tooLong(limit: 262_144)) { try UploadedPicture(long) }
        for (width, height) in [(2_001, 10), (10, 65_536), (Int(UInt32.max), 1)] {
            #expect(throws: UploadedPicture.Problem.tooLarge(limit: 2_000)) {
                try UploadedPicture(SamplePicture.png(width: width, height: height))
            }
        }
        #expect(throws: UploadedPicture.Problem.damaged) { try UploadedPicture(SamplePicture.png(width: 0, height: 9)) }
        #expect(try UploadedPicture(SamplePicture.png).bytes == SamplePicture.png)
    }
}
