import Kernel
import Testing

struct ImageSpecTests {
    /// The table of the vendor's documentation.
    static let table = [
        ("1:1", "1024x1024", "2048x2048", "4096x4096"),
        ("2:3", "848x1264", "1696x2528", "3392x5056"),
        ("3:2", "1264x848", "2528x1696", "5056x3392"),
        ("3:4", "896x1200", "1792x2400", "3584x4800"),
        ("4:3", "1200x896", "2400x1792", "4800x3584"),
        ("4:5", "928x1152", "1856x2304", "3712x4608"),
        ("5:4", "1152x928", "2304x1856", "4608x3712"),
        ("9:16", "768x1376", "1536x2752", "3072x5504"),
        ("16:9", "1376x768", "2752x1536", "5504x3072"),
        ("21:9", "1584x672", "3168x1344", "6336x2688"),
        ("1:4", "512x2048", "1024x4096", "2048x8192"),
        ("4:1", "2048x512", "4096x1024", "8192x2048"),
        ("1:8", "384x3072", "768x6144", "1536x12288"),
        ("8:1", "3072x384", "6144x768", "12288x1536"),
    ]

    @Test(arguments: table)
    func `a ratio has the vendor's pixels at each resolution`(
        ratio: String,
        oneK: String,
        twoK: String,
        fourK: String
    ) throws {
        let sizes = try Resolution.allCases.map { resolution in
            try ImageSpec(size: nil, aspectRatio: ratio, resolution: resolution.rawValue).size.description
        }
        #expect(sizes == [oneK, twoK, fourK])
    }

    @Test func `the table is complete`() {
        #expect(Set(AspectRatio.allCases.map(\.rawValue)) == Set(Self.table.map(\.0)))
    }

    @Test(arguments: AspectRatio.allCases, Resolution.allCases)
    func `what a ratio gives can be asked for by pixels too`(
        ratio: AspectRatio,
        resolution: Resolution
    ) throws {
        let size = PixelSize(ratio, resolution)
        #expect(try ImageSpec(size: size) == ImageSpec(ratio, resolution))
    }

    @Test(arguments: AspectRatio.allCases)
    func `the sides are close to the ratio`(ratio: AspectRatio) {
        let (size, sides) = (PixelSize(ratio, .oneK), ratio.sides)
        let error = Double(size.width * sides.height) / Double(size.height * sides.width)
        #expect((0.95...1.05).contains(error))
        #expect(size.isLandscape == (sides.width > sides.height))
    }

    @Test(arguments: ["64x64", "12288x64", "64x12288", "6000x6000", "12288x2929"])
    func `sizes up to the bounds are taken`(size: String) throws {
        #expect(try ImageSpec(size: size, aspectRatio: nil, resolution: nil).size.description == size)
    }

    @Test(arguments: [
        "63x64", "64x63", "12289x64", "64x12289", "6000x6001", "12288x12288", "0x0", "99999x99999",
    ])
    func `sizes past the bounds are refused`(size: String) {
        #expect(throws: Problem(.sizeOutOfBounds, field: "size")) {
            try ImageSpec(size: size, aspectRatio: nil, resolution: nil)
        }
    }

    @Test(arguments: [PixelSize(width: .max, height: .max), PixelSize(width: -1_024, height: -1_024)])
    func `absurd numbers are refused, not multiplied`(size: PixelSize) {
        #expect(throws: Problem(.sizeOutOfBounds, field: "size")) { try ImageSpec(size: size) }
    }

    @Test func `nothing asked for is a square of 1K`() throws {
        #expect(try ImageSpec(size: nil, aspectRatio: nil, resolution: nil).size.description == "1024x1024")
        #expect(try ImageSpec(size: nil, aspectRatio: nil, resolution: "4K").size.description == "4096x4096")
    }

    @Test(arguments: [("1:1", nil), (nil, "1K"), ("1:1", "1K")] as [(String?, String?)])
    func `a size beside a ratio or resolution is refused`(ratio: String?, resolution: String?) {
        #expect(throws: Problem(.sizeAndRatio, field: "size")) {
            try ImageSpec(size: "64x64", aspectRatio: ratio, resolution: resolution)
        }
    }

    @Test(
        arguments: [
            (Problem(.sizeMalformed, field: "size"), "big", nil, nil),
            (Problem(.aspectRatioUnknown, field: "aspect_ratio"), nil, "1:2", nil),
            (Problem(.resolutionUnknown, field: "resolution"), nil, nil, "1k"),
        ] as [(Problem, String?, String?, String?)]
    )
    func `an unknown word is refused by its field`(
        problem: Problem,
        size: String?,
        ratio: String?,
        resolution: String?
    ) {
        #expect(throws: problem) { try ImageSpec(size: size, aspectRatio: ratio, resolution: resolution) }
    }
}

struct PixelSizeTests {
    @Test(arguments: [("1024x768", 1_024, 768), ("1x1", 1, 1), ("99999x10000", 99_999, 10_000)])
    func `a size is read as users write it`(text: String, width: Int, height: Int) {
        #expect(PixelSize(text) == PixelSize(width: width, height: height))
        #expect(PixelSize(width: width, height: height).description == text)
    }

    @Test(arguments: [
        "", "x", "1024", "1024x", "x768", "1024X768", "1024×768", "1024x768x3", "1024 x 768", " 1024x768",
        "1024x768 ",
        "+1024x768", "-1024x768", "1024x-768", "1e3x768", "1024.0x768", "0x10x10", "100000x1", "1x100000",
        "１x１",
        "1024x\u{301}768", "1,024x768", "auto",
    ])
    func `no other text is a size`(text: String) {
        #expect(PixelSize(text) == nil)
    }
}
