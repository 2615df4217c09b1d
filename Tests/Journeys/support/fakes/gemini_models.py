"""Gemini's image models and the pixels of their shapes, as the vendor's tables have them."""

from dataclasses import dataclass

TEN = ("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9")
FOURTEEN = (*TEN, "1:4", "4:1", "1:8", "8:1")
FACTORS = {"1K": 1, "2K": 2, "4K": 4}
PIXELS = {
    "1:1": (1024, 1024),
    "2:3": (848, 1264),
    "3:2": (1264, 848),
    "3:4": (896, 1200),
    "4:3": (1200, 896),
    "4:5": (928, 1152),
    "5:4": (1152, 928),
    "9:16": (768, 1376),
    "16:9": (1376, 768),
    "21:9": (1584, 672),
    "1:4": (512, 2048),
    "4:1": (2048, 512),
    "1:8": (384, 3072),
    "8:1": (3072, 384),
}
HALF_K = {
    "1:1": (512, 512),
    "2:3": (424, 632),
    "3:2": (632, 424),
    "3:4": (448, 600),
    "4:3": (600, 448),
    "4:5": (464, 576),
    "5:4": (576, 464),
    "9:16": (384, 688),
    "16:9": (688, 384),
    "21:9": (792, 336),
    "1:4": (256, 1024),
    "4:1": (1024, 256),
    "1:8": (192, 1536),
    "8:1": (1536, 192),
}
UNTIERED = {
    "2:3": (832, 1248),
    "3:2": (1248, 832),
    "3:4": (864, 1184),
    "4:3": (1184, 864),
    "4:5": (896, 1152),
    "5:4": (1152, 896),
    "9:16": (768, 1344),
    "16:9": (1344, 768),
    "21:9": (1536, 672),
}


@dataclass(frozen=True)
class ImageModel:
    name: str
    tokens: dict[str, int]
    """Of a picture, by its tier."""
    ratios: tuple[str, ...]
    input_tokens: int
    most_references: int = 14
    is_untiered: bool = False
    needs_signatures: bool = True

    @property
    def row(self) -> dict:
        return {
            "name": f"models/{self.name}",
            "version": "1",
            "displayName": self.name,
            "inputTokenLimit": 65536,
            "outputTokenLimit": 32768,
            "supportedGenerationMethods": ["generateContent", "countTokens", "batchGenerateContent"],
        }

    def pixels(self, ratio: str, tier: str) -> tuple[int, int]:
        if tier == "512":
            return HALF_K[ratio]
        width, height = (UNTIERED if self.is_untiered else {}).get(ratio, PIXELS[ratio])
        return width * FACTORS[tier], height * FACTORS[tier]


_ALL = [
    ImageModel("gemini-3-pro-image", {"1K": 1120, "2K": 1120, "4K": 2000}, TEN, 560),
    ImageModel("gemini-3.1-flash-image", {"512": 747, "1K": 1120, "2K": 1680, "4K": 2520}, FOURTEEN, 1120),
    ImageModel("gemini-nano-banana-2.1", {"1K": 1120, "2K": 1680, "4K": 3770}, FOURTEEN, 1120),
    ImageModel("gemini-3.1-flash-lite-image", {"1K": 1120}, TEN, 1120),
    ImageModel("gemini-2.5-flash-image", {"1K": 1290}, TEN, 258, 3, is_untiered=True, needs_signatures=False),
]
MODELS = {model.name: model for model in _ALL}
