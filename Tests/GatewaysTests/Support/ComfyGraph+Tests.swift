import Foundation

@testable import Gateways

/// Files of graphs, whole and with one member changed.
enum ComfyGraphFile {
    /// Makes pictures of words.
    static let portrait = """
        {"id": "portrait", "label": "Portraits", "output": "9",
         "slots": {
           "prompt": {"node": "6", "input": "text", "type": "string"},
           "negative_prompt": {"node": "7", "input": "text", "type": "string"},
           "seed": {"node": "3", "input": "seed", "type": "integer", "min": 0, "max": 18446744073709551615},
           "width": {"node": "5", "input": "width", "type": "integer", "min": 256, "max": 2048, "step": 8},
           "height": {"node": "5", "input": "height", "type": "integer", "min": 256, "max": 2048, "step": 8},
           "guidance": {"node": "3", "input": "cfg", "type": "float", "min": 1, "max": 12.5},
           "sampler": {"node": "3", "input": "sampler_name", "type": "enumeration", "values": ["euler", "dpmpp_2m"]}
         },
         "graph": {
           "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "base.safetensors"}},
           "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 768, "height": 1024, "batch_size": 1}},
           "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "words", "clip": ["4", 1]}},
           "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "", "clip": ["4", 1]}},
           "3": {"class_type": "KSampler", "inputs": {"seed": 18446744073709551615, "steps": 28, "cfg": 6.5,
             "sampler_name": "euler", "scheduler": "normal", "denoise": 1, "model": ["4", 0],
             "positive": ["6", 0], "negative": ["7", 0], "latent_image": ["5", 0]}},
           "8": {"class_type": "VAEDecode", "inputs": {"samples": ["3", 0], "vae": ["4", 2]}},
           "9": {"class_type": "SaveImage", "inputs": {"filename_prefix": "nbp", "images": ["8", 0]},
             "_meta": {"title": "Save Image"}}
         }}
        """

    /// Changes the marked part of a picture, with another beside it; it knows no sizes.
    static let retouch = """
        {"id": "retouch", "label": "Retouching", "output": "9",
         "slots": {
           "prompt": {"node": "6", "input": "value", "type": "string"},
           "image_1": {"node": "10", "input": "image", "type": "image"},
           "image_2": {"node": "12", "input": "image", "type": "image"},
           "mask": {"node": "11", "input": "image", "type": "image"}
         },
         "graph": {
           "6": {"class_type": "PrimitiveString", "inputs": {"value": "words"}},
           "10": {"class_type": "LoadImage", "inputs": {"image": "example.png"}},
           "11": {"class_type": "LoadImageMask", "inputs": {"image": "example.png", "channel": "red"}},
           "12": {"class_type": "LoadImage", "inputs": {"image": "example.png"}},
           "8": {"class_type": "SomethingOfTheirs", "inputs": {"text": ["6", 0], "image": ["10", 0],
             "mask": ["11", 0], "style": ["12", 0]}},
           "9": {"class_type": "SaveImage", "inputs": {"filename_prefix": "nbp", "images": ["8", 0]}}
         }}
        """

    static func read(_ text: String) throws(ComfyGraphError) -> ComfyGraph {
        try ComfyGraph(json: Data(text.utf8), file: "portrait.json")
    }
}

extension Data {
    /// The bytes, cut at every place, and with every byte in turn made another.
    var spoilt: [Data] {
        indices.flatMap { place -> [Data] in
            let cut = Data(self[..<place])
            return [cut]
                + [UInt8(ascii: "\""), UInt8(ascii: "}"), UInt8(ascii: "7"), 0xFF].map { byte in
                    var changed = self
                    changed[place] = byte
                    return changed
                }
        }
    }
}
