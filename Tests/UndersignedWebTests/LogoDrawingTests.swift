import Testing
import UndersignedCore
import UndersignedPrint
import UndersignedTestSupport

/// Organisations' pictures, drawn anew.
@Suite struct LogoDrawingTests {
    // S-07
    @Test func `a logo is small, and nothing else of the file is in it`() throws {
        let logo = try #require(LogoDrawing.logo(of: try UploadedPicture(SamplePicture.png)))
        #expect(logo.width == 252 && logo.height == 92)
        #expect(logo.picture.starts(with: SamplePicture.png.prefix(8)))
        let comment = Array(SamplePicture.comment.utf8)
        #expect(SamplePicture.png.contains(comment) && !logo.picture.contains(comment))
        #expect(LogoDrawing.logo(of: try UploadedPicture(logo.picture)) != nil, "what is served can be read")
    }

    @Test func `a file that is cut off, damaged or lies about its size gives none`() throws {
        for length in 33..<SamplePicture.png.count - 12 {
            #expect(LogoDrawing.logo(of: try UploadedPicture(Array(SamplePicture.png.prefix(length)))) == nil)
        }
        #expect(LogoDrawing.logo(of: try UploadedPicture(SamplePicture.png(width: 2_000, height: 2_000))) == nil)
    }
}
