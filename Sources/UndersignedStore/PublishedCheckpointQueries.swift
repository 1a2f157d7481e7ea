package import UndersignedDatabase

extension Transaction {
    /// The newest checkpoint that each witness cosigned, as a signed note.
    package func cosignedCheckpoints(of petitionID: Int64) throws -> [(witness: String, checkpoint: String)] {
        try rows("SELECT witness, checkpoint FROM cosignature WHERE petition_id = \(petitionID) ORDER BY witness")
            .map { (try $0.text("witness"), try $0.text("checkpoint")) }
    }
}
