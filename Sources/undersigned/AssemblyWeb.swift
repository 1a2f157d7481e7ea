import Foundation
import UndersignedApp
import UndersignedCore
import UndersignedMail
import UndersignedPrint
import UndersignedWeb

/// What serves people, made of the same objects.
extension Assembly {
    /// The outbox worker with the courier of the configuration.
    func outboxWorker() throws -> OutboxWorker {
        let courier: any Courier
        if case .folder(let folder) = configuration.mail {
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw stop(2, "mail: the folder \(folder) can't be made; check its parent's permissions")
            }
        }
        do {
            courier = try configuration.mail.courier()
        } catch {
            throw stop(2, "mail: \(error)")
        }
        return OutboxWorker(
            database: database,
            keys: site.outboxKeys,
            courier: try SuppressingCourier(site: site, next: courier),
            composer: try OutboxComposer(
                from: configuration.sender,
                updates: UpdateComposer(address: configuration.address, markup: .markdown)
            ),
            ambient: site.ambient,
            logger: logger,
            parallelCount: configuration.mail.parallelCount,
            mailsPerSecond: configuration.mailsPerSecond,
            pace: configuration.updatePace,
            bounces: Bounces(site: site)
        )
    }

    func web() throws -> Web {
        let english = LanguageTag.english
        return Web(
            site: site,
            board: PetitionBoard(database: database, ambient: site.ambient, freshness: .seconds(1)),
            renderer: try PageRenderer(
                site: .init(
                    name: configuration.siteName,
                    baseURL: configuration.address.base,
                    defaultLanguage: english
                ),
                catalogues: try Messages.catalogues()
            ),
            formTokens: FormTokens(key: try site.keys.instanceSecret("form.key", ambient: site.ambient)),
            packets: try packets(),
            accounts: try Accounts(site: site),
            logoPress: { LogoDrawing.logo(of: $0) },
            trustedProxies: configuration.trustedProxies
        )
    }

    /// Where packets lie that organisers make in the browser.
    func packets() throws -> PacketShelf {
        PacketShelf(
            site: site,
            folder: URL(filePath: configuration.data, directoryHint: .isDirectory).appending(path: "packets"),
            press: PacketPress(catalogues: try Messages.catalogues(), blocks: Markdown.blocks) { sheet, names, file in
                _ = try PacketPrinter(sheet).print(names, to: file)
            }
        )
    }
}
