// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Refuses Ether until it is opened.
contract ClosedPayee {
    bool public open;

    function setOpen(bool open_) external {
        open = open_;
    }

    /// @notice Lets the payee call the escrow.
    function forward(address target, bytes calldata data) external {
        (bool success, bytes memory answer) = target.call(data);
        require(success, string(answer));
    }

    receive() external payable {
        require(open, "closed");
    }
}

/// @notice Uses all gas it is given.
contract HungryPayee {
    uint256 private eaten;

    receive() external payable {
        while (gasleft() > 0) eaten++;
    }
}

/// @notice Takes Ether only with all the gas that a payee may have (the stipend of a call with value comes on top).
contract DemandingPayee {
    receive() external payable {
        require(gasleft() > 101_000, "too poor");
    }
}

/// @notice Calls back inside the receipt and keeps the answer.
contract ReentrantPayee {
    address public target;
    bytes public call;
    bool public succeeded;
    bytes public answer;

    function arm(address target_, bytes calldata call_) external {
        (target, call) = (target_, call_);
    }

    receive() external payable {
        (succeeded, answer) = target.call(call);
    }
}

/// @notice Answers with a megabyte.
contract BombPayee {
    fallback() external payable {
        assembly {
            revert(0, 40000)
        }
    }
}
