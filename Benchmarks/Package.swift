// swift-tools-version: 6.2
import PackageDescription

// The product's targets once more, seen through `Product/`, a link to the product's sources: their declarations
// are `package`, which another package cannot use, and product builds are never to compile the benchmarks.
let package = Package(
    name: "nano-banana-pro-benchmarks",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(
            url: "https://github.com/apple/swift-configuration",
            from: "1.4.0",
            traits: [.defaults, "YAML"]
        ),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: c() + platform() + features() + edges() + programs(),
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

func c() -> [Target] {
    [
        .systemLibrary(name: "CVips", path: "Product/C/CVips", pkgConfig: "vips"),
        .systemLibrary(name: "CRsvg", path: "Product/C/CRsvg", pkgConfig: "librsvg-2.0"),
        .systemLibrary(name: "CZlib", path: "Product/C/CZlib", pkgConfig: "zlib"),
        .systemLibrary(name: "CSodium", path: "Product/C/CSodium", pkgConfig: "libsodium"),
        .systemLibrary(name: "CPango", path: "Product/C/CPango", pkgConfig: "pangoft2"),
        .systemLibrary(name: "CQRencode", path: "Product/C/CQRencode", pkgConfig: "libqrencode"),
        .target(
            name: "CImaging",
            dependencies: ["CVips"],
            path: "Product/C/CImaging",
            linkerSettings: [.linkedLibrary("heif"), .linkedLibrary("isal"), .linkedLibrary("m")]
        ),
        .target(
            name: "CArchive",
            path: "Product/C/CArchive",
            linkerSettings: [.linkedLibrary("archive")]
        ),
        .target(name: "CChildren", path: "Product/C/CChildren"),
        .target(name: "CDrawing", dependencies: ["CRsvg"], path: "Product/C/CDrawing"),
        .target(
            name: "CNeural",
            path: "Product/C/CNeural",
            cxxSettings: [.unsafeFlags(["-I/usr/include/opencv4"])],
            linkerSettings: [.linkedLibrary("opencv_core"), .linkedLibrary("opencv_dnn")]
        ),
        .target(
            name: "CTypesetting",
            dependencies: ["CPango"],
            path: "Product/C/CTypesetting",
            linkerSettings: [.linkedLibrary("pangoft2-1.0"), .linkedLibrary("fontconfig")]
        ),
        .target(name: "CTextures", path: "Product/C/CTextures", cxxSettings: [.unsafeFlags(["-O3"])]),
        .target(
            name: "CUpscaling",
            path: "Product/C/CUpscaling",
            cxxSettings: [.unsafeFlags(["-O3"])],
            linkerSettings: [.linkedLibrary("dnnl"), .linkedLibrary("gomp")]
        ),
        .target(
            name: "CVision",
            path: "Product/C/CVision",
            cxxSettings: [.unsafeFlags(["-I/usr/include/opencv4"])],
            linkerSettings: [
                .linkedLibrary("opencv_core"), .linkedLibrary("opencv_imgproc"),
                .linkedLibrary("opencv_photo"), .linkedLibrary("opencv_objdetect"),
            ]
        ),
    ]
}

func platform() -> [Target] {
    [
        .target(name: "Kernel", path: "Product/Kernel", swiftSettings: strict()),
        ours("Store", in: "Platform", uses: [.sqlite]),
        ours("Purposes", in: "Platform", uses: [.metrics]),
        ours("Telemetry", in: "Platform", uses: [.logging, .metrics]),
        ours("Vault", in: "Platform", uses: ["Store", "Purposes", .crypto]),
        ours(
            "Audit",
            in: "Platform",
            uses: ["Purposes", "Store", "Vault", .crypto, .logging, .metrics, .nioPosix]
        ),
        ours("Archive", in: "Platform", uses: ["CArchive"]),
        ours("CBOR", in: "Platform"),
        ours(
            "Mail",
            in: "Platform",
            uses: ["Purposes", "Queue", "Store", "Vault", .crypto, .cryptoExtras, .logging, .metrics]
                + [.mustache, .nioCore, .nioPosix, .nioSSL, .nioTLS]
        ),
        ours("Blobs", in: "Platform", uses: ["Vault", "Purposes", .crypto, .nioPosix]),
        ours("Queue", in: "Platform", uses: ["Store", .logging, .lifecycle]),
        ours("Imaging", in: "Platform", uses: ["CDrawing", "CImaging", .nioCore, .nioPosix]),
        ours("Typography", in: "Platform", uses: ["CTypesetting", "Imaging", .nioCore, .nioPosix]),
        ours("Neural", in: "Platform", uses: ["CNeural", "Imaging", .crypto, .nioCore, .nioPosix]),
        ours("Provenance", in: "Platform", uses: ["CBOR", "Imaging", .asn1, .crypto, .x509]),
        ours("Upscaling", in: "Platform", uses: ["CUpscaling", "Imaging", .crypto, .nioCore, .nioPosix]),
        ours("Textures", in: "Platform", uses: ["CTextures", "Imaging"]),
        ours("Vision", in: "Platform", uses: ["CVision", "Imaging"]),
        ours(
            "Outbound",
            in: "Platform",
            uses: [.httpClient, .logging, .metrics, .nioCore, .nioHTTP1, .nioCompression, .nioPosix, .nioSSL]
                + [.nioWebSocket]
        ),
    ]
}

func features() -> [Target] {
    let studio: [Target.Dependency] = [
        "Archive", "Billing", "Blobs", "Engines", "Imaging", "Provenance", "Purposes", "Queue", "Store",
        "Vault",
    ]
    return [
        ours(
            "Accounts",
            in: "Features",
            uses: ["Audit", "CBOR", "CQRencode", "CSodium", "Mail", "Outbound", "Purposes", "Queue", "Store"]
                + ["Vault", .crypto, .cryptoExtras, .jwt, .logging, .nioPosix]
        ),
        ours("Analytics", in: "Features", uses: ["Store", .crypto]),
        ours("Billing", in: "Features", uses: ["Store"]),
        .target(
            name: "Engines",
            dependencies: ["Kernel", "Store", "Imaging", "Textures", "Typography", "Upscaling", "Vision"],
            path: "Product/Features/Engines",
            exclude: ["Gateways", "LocalModels"],
            swiftSettings: strict()
        ),
        ours(
            "Gateways",
            in: "Features/Engines",
            uses: ["Engines", "Imaging", "Outbound", .logging, .metrics]
        ),
        ours(
            "LocalModels",
            in: "Features/Engines",
            uses: ["CChildren", "Outbound", .crypto, .lifecycle, .logging]
        ),
        ours("Studio", in: "Features", uses: studio + ["Typography", .logging]),
        ours("Moderation", in: "Features", uses: ["Audit", "Mail", "Purposes", "Store", "Vault", .crypto]),
        ours(
            "Privacy",
            in: "Features",
            uses: ["Archive", "Audit", "Blobs", "Mail", "Outbound", "Purposes", "Queue", "Store", "Vault"]
                + [.crypto, .logging, .metrics, .nioPosix]
        ),
        ours(
            "Webhooks",
            in: "Features",
            uses: ["Mail", "Outbound", "Purposes", "Queue", "Store", "Vault", .crypto, .logging]
        ),
    ]
}

func edges() -> [Target] {
    let shown: [Target.Dependency] = [
        "Accounts", "Analytics", "Audit", "Engines", "HTTPKit", "Imaging", "Moderation", "Privacy",
        "Provenance", "Purposes", "Queue", "Studio", "Telemetry", "Typography", "Webhooks", "Wire",
    ]
    let http: [Target.Dependency] = [.httpTypes, .hummingbird, .nioCore]
    return [
        ours("Wire", in: "Edges"),
        ours(
            "HTTPKit",
            in: "Edges",
            uses: [
                "Accounts", "Analytics", "Blobs", "Imaging", "Mail", "Moderation", "Privacy", "Provenance",
            ]
                + ["Store", "Studio", "Vault", "Webhooks"] + [.crypto, .logging, .lifecycle, .metrics]
                + [.hummingbirdCore, .hummingbirdHTTP2, .nioHTTP1, .nioSSL, .nioTLS, .signals] + http
        ),
        ours("API", in: "Edges", uses: shown + ["Blobs", "Outbound", "Store", .crypto] + http),
        ours(
            "Web",
            in: "Edges",
            uses: shown + ["API", "CZlib", "Mail", .crypto, .logging, .mustache] + http
        ),
    ]
}

func programs() -> [Target] {
    let parts: [Target.Dependency] = [
        "API", "Accounts", "Analytics", "Audit", "Billing", "Blobs", "Engines", "Gateways", "HTTPKit",
        "Imaging", "Kernel", "LocalModels", "Mail", "Moderation", "Neural", "Outbound", "Privacy",
        "Provenance", "Purposes", "Queue",
        "Store", "Studio", "Telemetry", "Textures", "Typography", "Upscaling", "Vault", "Vision", "Web",
        "Webhooks", "Wire",
    ]
    return [
        .target(
            name: "NanoBananaPro",
            dependencies: ["Wire", .httpClient, .crypto, .nioCore, .nioHTTP1, .nioPosix],
            path: "Product/SDK/NanoBananaPro",
            swiftSettings: strict()
        ),
        .target(
            name: "App",
            dependencies: parts + [
                .configuration, .httpTypes, .hummingbird, .lifecycle, .logging, .metrics, .nioCore,
                .nioPosix, .nioSSL, .nioTLS, .signals, .yams,
            ],
            path: "Product/App",
            swiftSettings: strict()
        ),
        .executableTarget(
            name: "nbp",
            dependencies: [
                "App", "Blobs", "Imaging", "Kernel", "LocalModels", "NanoBananaPro", "Outbound", "Provenance",
                "Store", "Telemetry", "Wire", .arguments,
            ],
            path: "Product/nbp",
            swiftSettings: strict()
        ),
        .executableTarget(
            name: "bench",
            dependencies: parts + ["App", .nioCore, .nioHTTP1, .nioPosix, .sqlite],
            path: "Sources/Bench",
            swiftSettings: strict()
        ),
    ]
}

func ours(_ name: String, in layer: String, uses more: [Target.Dependency] = []) -> Target {
    .target(
        name: name,
        dependencies: ["Kernel"] + more,
        path: "Product/\(layer)/\(name)",
        swiftSettings: strict()
    )
}

/// The product's settings.
func strict() -> [SwiftSetting] {
    [
        "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility",
        "InferIsolatedConformances", "NonisolatedNonsendingByDefault", "ImmutableWeakCaptures",
    ].map { .enableUpcomingFeature($0) }
}

/// What others wrote.
extension Target.Dependency {
    static var arguments: Target.Dependency {
        .product(name: "ArgumentParser", package: "swift-argument-parser")
    }
    static var asn1: Target.Dependency { .product(name: "SwiftASN1", package: "swift-asn1") }
    static var configuration: Target.Dependency {
        .product(name: "Configuration", package: "swift-configuration")
    }
    static var crypto: Target.Dependency { .product(name: "Crypto", package: "swift-crypto") }
    static var cryptoExtras: Target.Dependency { .product(name: "CryptoExtras", package: "swift-crypto") }
    static var httpClient: Target.Dependency {
        .product(name: "AsyncHTTPClient", package: "async-http-client")
    }
    static var jwt: Target.Dependency { .product(name: "JWTKit", package: "jwt-kit") }
    static var hummingbirdCore: Target.Dependency {
        .product(name: "HummingbirdCore", package: "hummingbird")
    }
    static var hummingbirdHTTP2: Target.Dependency {
        .product(name: "HummingbirdHTTP2", package: "hummingbird")
    }
    static var httpTypes: Target.Dependency { .product(name: "HTTPTypes", package: "swift-http-types") }
    static var hummingbird: Target.Dependency { .product(name: "Hummingbird", package: "hummingbird") }
    static var lifecycle: Target.Dependency {
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    }
    static var logging: Target.Dependency { .product(name: "Logging", package: "swift-log") }
    static var metrics: Target.Dependency { .product(name: "Metrics", package: "swift-metrics") }
    static var mustache: Target.Dependency { .product(name: "Mustache", package: "swift-mustache") }
    static var nioCompression: Target.Dependency {
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras")
    }
    static var nioHTTP1: Target.Dependency { .product(name: "NIOHTTP1", package: "swift-nio") }
    static var nioCore: Target.Dependency { .product(name: "NIOCore", package: "swift-nio") }
    static var nioPosix: Target.Dependency { .product(name: "NIOPosix", package: "swift-nio") }
    static var nioSSL: Target.Dependency { .product(name: "NIOSSL", package: "swift-nio-ssl") }
    static var nioTLS: Target.Dependency { .product(name: "NIOTLS", package: "swift-nio") }
    static var nioWebSocket: Target.Dependency { .product(name: "NIOWebSocket", package: "swift-nio") }
    static var signals: Target.Dependency {
        .product(name: "UnixSignals", package: "swift-service-lifecycle")
    }
    static var sqlite: Target.Dependency { .product(name: "GRDB", package: "GRDB.swift") }
    static var yams: Target.Dependency { .product(name: "Yams", package: "Yams") }
    static var x509: Target.Dependency { .product(name: "X509", package: "swift-certificates") }
}
