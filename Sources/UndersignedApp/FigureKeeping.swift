import Logging
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What is counted for organisers beside the requests: once a minute, not for a page.
package struct FigureKeeping: Sendable {
    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Counts the links and mails of a petition that wait.
    ///
    /// - Throws: A fault of the database; the last readings stay.
    package func countWaiting(of petition: Petition) async throws {
        let now = site.ambient.now()
        let (found, stored) = try await site.database.read { transaction in
            (try transaction.countWaiting(of: petition.id, at: now), try transaction.gauges(of: petition.id))
        }
        // Nothing waited and nothing waits: a site with many old petitions writes nothing for them.
        if found.isEmpty, !stored.isEmpty, stored.allSatisfy({ $0.amount == 0 }) { return }
        try await site.database.write { try $0.replaceGauges(found, of: petition.id, at: now) }
    }

    /// Stores the mail domains from which many came; what can't be stored now is the next time.
    package func storeDomains() async {
        let increases = site.mailDomains.increases()
        do {
            if !increases.isEmpty {
                try await site.database.write { transaction in
                    for increase in increases {
                        let row = FigureRow(start: increase.start, value: increase.domain, added: increase.count)
                        try transaction.addFigure(.domain, row, of: increase.petitionID)
                    }
                }
            }
            // Committed: from here they are stored once.
            site.mailDomains.settle(increases, at: site.ambient.now())
        } catch {
            site.logger.warning("figures of mail domains could not be stored", metadata: ["what": "\(type(of: error))"])
        }
    }
}
