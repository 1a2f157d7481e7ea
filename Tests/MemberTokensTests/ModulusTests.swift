import MemberTokens
import Testing

struct ModulusTests {
    @Test func `products, powers and inverses are those of Python's integers`() throws {
        let rows = try TestVectors.own([TestVectors.Arithmetic].self, "arithmetic.json")
        var withoutInverse = 0
        for row in rows {
            let modulus = try #require(Modulus(Array(hex: row.modulus)))
            let a = try #require(modulus.residue(Array(hex: row.a)))
            let b = try #require(modulus.residue(Array(hex: row.b)))
            #expect(number(modulus.bytes(modulus.product(a, b))) == number(Array(hex: row.product)))
            #expect(number(modulus.bytes(modulus.power65537(a))) == number(Array(hex: row.power)))
            let inverse = modulus.inverse(of: a)
            #expect(inverse.map { number(modulus.bytes($0)) } == row.inverse.map { number(Array(hex: $0)) })
            withoutInverse += inverse == nil ? 1 : 0
        }
        #expect(rows.count == 60 && withoutInverse >= 15)
    }

    @Test func `a number is written with as many bytes as the modulus has`() throws {
        let modulus = try #require(Modulus([1, 0, 0, 0, 0, 0, 0, 0, 1]))
        #expect(modulus.byteCount == 9)
        #expect(modulus.bitCount == 65)
        #expect(modulus.residue([5]).map(modulus.bytes) == [0, 0, 0, 0, 0, 0, 0, 0, 5])
        #expect(modulus.residue([]).map(modulus.bytes) == [0, 0, 0, 0, 0, 0, 0, 0, 0])
    }

    @Test func `what is not below the modulus is no number`() throws {
        let modulus = try #require(Modulus([0xff, 0x01]))
        #expect(modulus.residue([0xff, 0x00]) != nil)
        #expect(modulus.residue([0xff, 0x01]) == nil)
        #expect(modulus.residue([0xff, 0x02]) == nil)
        #expect(modulus.residue([0, 0, 1]) == nil)
    }

    @Test(arguments: [[], [0], [1], [2], [0, 3], [0xff, 0xfe]] as [[UInt8]])
    func `an even number, one, and a number behind zeros are no modulus`(bytes: [UInt8]) {
        #expect(Modulus(bytes) == nil)
    }

    private func number(_ bytes: [UInt8]) -> [UInt8] { Array(bytes.drop { $0 == 0 }) }
}
