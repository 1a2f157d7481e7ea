import Testing
import TransparencyLog

struct MerkleTreeTests {
    @Test func `the root of no leaves is the hash of nothing`() {
        #expect(MerkleTree.root(of: []) == MerkleTree.emptyRoot)
        #expect(MerkleTree.emptyRoot.base64 == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
    }

    @Test func `the root is that of the definition for every size up to 600`() {
        let tree = NaiveTree(count: 600)
        let leaves = tree.leafHashes
        for size in 0...600 {
            #expect(MerkleTree.root(of: Array(leaves[..<size])) == tree.root(size: size))
        }
    }

    @Test func `leaves and nodes are hashed with their own prefix`() {
        let entry = Array("first entry".utf8)
        #expect(MerkleTree.leafHash(of: entry).bytes == NaiveTree(entries: [entry]).leaves[0])
        #expect(MerkleTree.leafHash(of: []).hex == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
        let tree = NaiveTree(count: 2)
        #expect(MerkleTree.nodeHash(tree.leafHashes[0], tree.leafHashes[1]) == tree.root(size: 2))
        #expect(MerkleTree.nodeHash(tree.leafHashes[1], tree.leafHashes[0]) != tree.root(size: 2))
    }

    @Test func `a long entry is hashed whole`() {
        let entry = (0..<65_535).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        #expect(MerkleTree.leafHash(of: entry).bytes == NaiveTree(entries: [entry]).leaves[0])
    }
}
