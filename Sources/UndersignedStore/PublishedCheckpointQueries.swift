package import UndersignedDatabase

extension Transaction {
    /// Whether the logs of this database may have no high-water files yet: it was made by a version that wrote none.
    package func awaitsHighWater() throws -> Bool { try metaValue("high_water_awaited") == 1 }

    /// From here on a missing high-water file is a fault.
    package func expectHighWater() throws { try setMetaValue("high_water_awaited", 0) }

    /// The newest checkpoint that each witness cosigned, as a signed note.
    package func cosignedCheckpoints(of petitionID: Int64) throws -> [(witness: String, checkpoint: String)] {
        try rows("SELECT witness, checkpoint FROM cosignature WHERE petition_id = \(petitionID) ORDER BY witness")
            .map { (try $0.text("witness"), try $0.text("checkpoint")) }
    }
}
