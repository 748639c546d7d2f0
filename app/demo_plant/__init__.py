"""Six machines with physics and a clock, served over real Modbus and OPC UA by a process."""
