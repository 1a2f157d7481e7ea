import Foundation
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Where the serving process listens for its own operator: a socket in the data folder, for its owner only.
enum OperatorAddress {
    /// A socket's path has at most 107 bytes.
    private static let pathLimit = 107

    /// The socket of a data folder, or nil where its path is too long for one.
    static func path(inside folder: String) -> String? {
        let path = URL(filePath: folder).standardizedFileURL.appending(path: "operator.sock").path
        return path.utf8.count <= pathLimit ? path : nil
    }
}

/// Runs operators' commands in the process that serves: one JSON line in, JSON lines out.
struct OperatorSocket: Service {
    /// A scan of 10 MiB in base64, and what stands around it.
    private static let lineLimit = 16 << 20

    let path: String
    let operations: Operations
    let logger: Logger

    func run() async throws {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        chmod(path, 0o600)
        try await cancelWhenGracefulShutdown {
            try await server.executeThenClose { clients in
                await withDiscardingTaskGroup { group in
                    do {
                        for try await client in clients { group.addTask { await answer(client) } }
                    } catch is CancellationError {
                        // The program ends.
                    } catch {
                        logger.error("the operator's socket failed", metadata: ["what": "\(type(of: error))"])
                    }
                }
            }
        }
        unlink(path)
    }

    /// An operator who goes away does not stop what was begun.
    private func answer(_ client: NIOAsyncChannel<ByteBuffer, ByteBuffer>) async {
        do {
            try await client.executeThenClose { inbound, outbound in
                var line = ByteBuffer()
                for try await part in inbound {
                    line.writeImmutableBuffer(part)
                    guard line.readableBytes <= Self.lineLimit else { return }
                    if part.readableBytesView.last == UInt8(ascii: "\n") { break }
                }
                let operation = try JSONDecoder().decode(Operation.self, from: Data(line.readableBytesView))
                await operations.run(operation) { message in
                    do {
                        let bytes = try JSONEncoder().encode(message) + Data("\n".utf8)
                        try await outbound.write(ByteBuffer(bytes: bytes))
                    } catch {
                        logger.debug("the operator went away")
                    }
                }
            }
        } catch {
            logger.error("an operator's line did not read", metadata: ["what": "\(type(of: error))"])
        }
    }
}

/// Sends an operation to the process that serves a data folder.
struct OperatorClient {
    let path: String

    /// Nobody listens there.
    struct Unreachable: Error {}

    /// - Parameters:
    ///   - operation: What to do.
    ///   - tell: Called with each message.
    /// - Throws: `Unreachable`, or a broken connection.
    func run(_ operation: Operation, tell: @escaping Operations.Tell) async throws {
        let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>
        do {
            channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(unixDomainSocketPath: path) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
        } catch {
            throw Unreachable()
        }
        let line = try JSONEncoder().encode(operation) + Data("\n".utf8)
        try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(bytes: line))
            var rest = ByteBuffer()
            for try await part in inbound {
                rest.writeImmutableBuffer(part)
                while let end = rest.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) {
                    let length = end - rest.readerIndex
                    let bytes = rest.readBytes(length: length) ?? []
                    rest.moveReaderIndex(forwardBy: 1)
                    await tell(try JSONDecoder().decode(OperationMessage.self, from: Data(bytes)))
                }
            }
        }
    }
}
