import CPango
package import UndersignedCore

/// Draws an organisation's picture anew, small and on white: text, profiles and whatever else its file holds stay behind.
package enum LogoDrawing {
    /// In pixels; a page shows it at half the size, so that it is sharp on a phone.
    private static let limits = (width: 240.0, height: 80.0)
    private static let margin = 6.0

    /// - Parameter picture: What somebody sent.
    /// - Returns: A PNG of at most 252 × 92 pixels; nil where the file can't be drawn.
    package static func logo(of picture: UploadedPicture) -> Logo? {
        let source = withBytes(of: picture) { reader in
            cairo_image_surface_create_from_png_stream(Self.read, reader)
        }
        guard let source else { return nil }
        defer { cairo_surface_destroy(source) }
        guard cairo_surface_status(source) == CAIRO_STATUS_SUCCESS else { return nil }
        let size = (
            width: Double(cairo_image_surface_get_width(source)), height: Double(cairo_image_surface_get_height(source))
        )
        guard size.width > 0, size.height > 0 else { return nil }
        let scale = min(1, limits.width / size.width, limits.height / size.height)
        let width = Int32((size.width * scale + 2 * margin).rounded(.up))
        let height = Int32((size.height * scale + 2 * margin).rounded(.up))
        guard let target = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height) else { return nil }
        defer { cairo_surface_destroy(target) }
        guard draw(source, on: target, scale: scale), let bytes = file(of: target) else { return nil }
        return Logo(picture: bytes, width: Int(width), height: Int(height))
    }

    private static func draw(_ source: OpaquePointer, on target: OpaquePointer, scale: Double) -> Bool {
        guard let context = cairo_create(target) else { return false }
        defer { cairo_destroy(context) }
        // Logos are made for white paper; on a dark page a clear one would be dark on dark.
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_paint(context)
        cairo_translate(context, margin, margin)
        cairo_scale(context, scale, scale)
        cairo_set_source_surface(context, source, 0, 0)
        cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_BEST)
        cairo_paint(context)
        return cairo_status(context) == CAIRO_STATUS_SUCCESS
    }

    /// What is left to be read.
    private final class Reader {
        var rest: ArraySlice<UInt8>

        init(_ bytes: [UInt8]) { rest = bytes[...] }
    }

    private static func withBytes<T>(of picture: UploadedPicture, _ body: (UnsafeMutableRawPointer) -> T) -> T {
        let reader = Reader(picture.bytes)
        return withExtendedLifetime(reader) { body(Unmanaged.passUnretained(reader).toOpaque()) }
    }

    private static let read: cairo_read_func_t = { closure, data, count in
        guard let closure, let data else { return CAIRO_STATUS_READ_ERROR }
        let reader = Unmanaged<Reader>.fromOpaque(closure).takeUnretainedValue()
        guard reader.rest.count >= Int(count) else { return CAIRO_STATUS_READ_ERROR }
        for (place, byte) in reader.rest.prefix(Int(count)).enumerated() { data[place] = byte }
        reader.rest = reader.rest.dropFirst(Int(count))
        return CAIRO_STATUS_SUCCESS
    }

    /// What was written so far.
    private final class Writer {
        var bytes: [UInt8] = []
    }

    private static func file(of surface: OpaquePointer) -> [UInt8]? {
        let writer = Writer()
        let status = withExtendedLifetime(writer) {
            cairo_surface_write_to_png_stream(surface, Self.write, Unmanaged.passUnretained(writer).toOpaque())
        }
        return status == CAIRO_STATUS_SUCCESS ? writer.bytes : nil
    }

    private static let write: cairo_write_func_t = { closure, data, count in
        guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
        let writer = Unmanaged<Writer>.fromOpaque(closure).takeUnretainedValue()
        writer.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
        return CAIRO_STATUS_SUCCESS
    }
}
