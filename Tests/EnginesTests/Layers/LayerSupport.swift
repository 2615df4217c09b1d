import Foundation
import Imaging
import Kernel
import TestSupport
import Typography
import Vision

@testable import Engines

/// What the tests of layers share: sample documents, pictures and a compositor.
enum LayerSupport {
    static let imaging = Imaging(longestQueue: 8_192)
    static let typography = Typography(imaging: imaging, longestQueue: 8_192)
    static let compositor = Compositor(
        imaging: imaging,
        typography: typography,
        vision: Vision(imaging: imaging)
    )

    static let photo = ImageID.sample(1)

    /// A document that uses every member there is.
    static let whole = """
        {"version":1,
         "canvas":{"width":400,"height":300,"background":{"gradient":{"kind":"linear","angle":45,
           "stops":[{"at":0,"colour":"#112233"},{"at":1,"colour":"#44556680"}]}}},
         "layers":[
          {"id":"photo","name":"A photo","box":{"x":10,"y":-20,"width":200,"height":100.5},
           "image":{"id":"\(photo.text)","fit":"contain","focus":{"x":0.25,"y":1},"flip":"both","cut_out":true,
             "mask":"\(ImageID.sample(2).text)","clip":[{"x":0,"y":0},{"x":1,"y":0},{"x":0.5,"y":1}]},
           "rotation":-12.5,"opacity":0.75,"blend":"soft-light","visible":false,"corner_radius":8,
           "shadow":{"colour":"#00000080","x":1,"y":2,"blur":12},
           "frame":{"colour":"#ffffff","width":6,"bottom":24}},
          {"id":"title","name":"標題","box":{"x":0,"y":0,"width":300,"height":80},
           "text":{"text":"Hello","fit":{"least":8,"most":60},"weight":700,"fill":{"colour":"#ff0000"}}},
          {"id":"dot","name":"","box":{"x":350,"y":250,"width":40,"height":40},
           "shape":{"figure":"ellipse","fill":{"colour":"#00ff00"},"stroke":{"width":2,"colour":"#000000","dash":4}}},
          {"id":"ray","name":"","box":{"x":5,"y":250,"width":40,"height":40},
           "shape":{"figure":"line","points":[{"x":0,"y":0},{"x":1,"y":1}],"stroke":{"width":3,"colour":"#ffffff"}}},
          {"id":"tri","name":"","box":{"x":60,"y":250,"width":40,"height":40},
           "shape":{"figure":"polygon","points":[{"x":0,"y":1},{"x":1,"y":1},{"x":0.5,"y":0}],"fill":{"colour":"#ffffff"}}},
          {"id":"star","name":"","box":{"x":120,"y":250,"width":40,"height":40},
           "shape":{"figure":"star","tips":6,"depth":0.5,"fill":{"gradient":{"kind":"radial",
             "stops":[{"at":0,"colour":"#ffffff"},{"at":1,"colour":"#000000"}]}}}}
         ]}
        """

    /// Reads a document with one layer, whose members replace or join those of a plain rectangle.
    static func document(layer members: String, canvas: String = #""width":400,"height":300"#) -> String {
        #"{"version":1,"canvas":{\#(canvas)},"layers":[{\#(members)}]}"#
    }

    static func rectangle(_ colour: LayerColour, stroke: LayerStroke? = nil) -> Layer.Content {
        .shape(LayerShape(.rectangle, fill: .colour(colour), stroke: stroke))
    }

    static func canvas(
        _ width: Int,
        _ height: Int,
        _ colour: LayerColour? = .white
    ) throws -> LayerCanvas {
        try LayerCanvas(
            PixelSize(width: width, height: height),
            background: colour.map { .paint(.colour($0)) } ?? .transparent
        )
    }

    static func rendered(
        _ canvas: LayerCanvas,
        _ layers: [Layer],
        _ pictures: [ImageID: Picture] = [:]
    ) async throws -> RawPixels {
        let document = try LayerDocument(canvas: canvas, layers: layers)
        let picture = try await compositor.render(LayerRequest(document: document, pictures: pictures)) { _ in
        }
        return try await imaging.pixels(of: picture)
    }

    /// A picture whose pixels a function of their place colours.
    static func picture(
        _ width: Int,
        _ height: Int,
        _ colour: (Int, Int) -> LayerColour
    ) async throws -> Picture {
        var bytes: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let colour = colour(x, y)
                bytes += [colour.red, colour.green, colour.blue]
            }
        }
        let size = PixelSize(width: width, height: height)
        guard let pixels = RawPixels(size: size, bands: 3, bytes: bytes) else {
            throw SketchSupport.Missing()
        }
        return try await imaging.picture(of: pixels)
    }
}

extension RawPixels {
    /// How far a pixel's bands are from a colour's, at most.
    func distance(_ x: Int, _ y: Int, _ colour: LayerColour) -> Int {
        zip(self[x, y], [colour.red, colour.green, colour.blue, colour.alpha])
            .map { abs(Int($0) - Int($1)) }.max() ?? 255
    }
}
