import UndersignedDatabase

/// Values in PostgreSQL's binary format, one after the other: integers as 8 bytes, the highest first.
struct BoundValues {
    /// Never empty, so that an empty text has an address: none means NULL.
    private var bytes: [UInt8] = []
    /// Where each value begins; nil for NULL.
    private var starts: [Int?] = []
    private var lengths: [Int32] = []

    init(_ values: [QueryValue]) {
        for value in values {
            let start = bytes.count
            switch value {
            case .null: break
            case .integer(let number):
                for shift in stride(from: 56, through: 0, by: -8) {
                    bytes.append(UInt8(truncatingIfNeeded: number >> Int64(shift)))
                }
            case .text(let text): bytes += text.utf8
            case .blob(let blob): bytes += blob
            }
            starts.append(value == .null ? nil : start)
            lengths.append(Int32(bytes.count - start))
        }
        bytes.append(0)
    }

    var count: Int32 { Int32(starts.count) }

    /// Runs a block with the addresses, lengths and formats that libpq asks for; they hold until it returns.
    func withAddresses<Result>(
        _ block: (
            UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> Result
    ) -> Result {
        let formats = [Int32](repeating: PostgresConnection.binary, count: starts.count)
        return unsafe bytes.withUnsafeBytes { bytes in
            let base = unsafe bytes.bindMemory(to: CChar.self).baseAddress
            let addresses = unsafe starts.map { start in unsafe start.flatMap { unsafe base?.advanced(by: $0) } }
            return unsafe addresses.withUnsafeBufferPointer { addresses in
                unsafe lengths.withUnsafeBufferPointer { lengths in
                    unsafe formats.withUnsafeBufferPointer { formats in
                        unsafe block(addresses.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}

extension QueryType {
    /// PostgreSQL's own number of the type, fixed in its catalogue.
    var number: UInt32 {
        switch self {
        case .integer: 20
        case .text: 25
        case .blob: 17
        }
    }
}
