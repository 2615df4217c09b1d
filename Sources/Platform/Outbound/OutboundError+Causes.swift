import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import NIOWebSocket

extension OutboundError {
    /// What the client's and the network's own errors mean; their words are shown to nobody.
    init(_ cause: any Error) {
        self =
            switch cause {
            case let error as OutboundError: error
            case let error as HTTPClientError: Self(error)
            case let error as NIOHTTPDecompression.DecompressionError: Self(error)
            case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: .untrusted
            case is NIOConnectionError, is IOError, is ChannelError: .unreachable
            case HTTPParserError.headerOverflow, NIOWebSocketError.invalidFrameLength,
                NIOWebSocketFrameAggregator.Error.accumulatedFrameSizeIsTooLarge:
                .tooLarge
            default: .damaged
            }
    }

    private init(_ error: HTTPClientError) {
        self =
            switch error {
            case .connectTimeout: .unreachable
            case .tlsHandshakeTimeout, .readTimeout, .writeTimeout, .deadlineExceeded,
                .getConnectionFromPoolTimeout:
                .timedOut
            default: .damaged
            }
    }

    private init(_ error: NIOHTTPDecompression.DecompressionError) {
        self = if case .limit = error { .tooLarge } else { .damaged }
    }
}
