// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @notice An ERC-721 token that anybody mints, for tests.
contract TestNft is ERC721("Nft", "NFT") {
    function mint(address to, uint256 tokenId) external {
        _mint(to, tokenId);
    }
}
