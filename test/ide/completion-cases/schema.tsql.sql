CREATE SCHEMA hr;
GO
CREATE TABLE dbo.Customers (CustomerID int IDENTITY(1, 1) PRIMARY KEY, CompanyName nvarchar(80) NOT NULL, Email nvarchar(200), City nvarchar(60), CreatedAt datetime2 NOT NULL DEFAULT sysutcdatetime());
CREATE TABLE dbo.Orders (OrderID int IDENTITY(1, 1) PRIMARY KEY, CustomerID int NOT NULL REFERENCES dbo.Customers (CustomerID), OrderDate datetime2, Status nvarchar(20) CHECK (Status IN ('Open', 'Paid', 'Sent')), Freight money);
CREATE TABLE dbo.OrderLines (OrderID int REFERENCES dbo.Orders (OrderID), ProductID int REFERENCES dbo.Products (ProductID), Quantity int, UnitPrice money);
CREATE TABLE dbo.Products (ProductID int PRIMARY KEY, ProductName nvarchar(80), UnitPrice money, Discontinued bit);
CREATE TABLE dbo.[Order Archive] ([Order ID] int, [Total Amount] money, [Group] nvarchar(10));
CREATE TABLE hr.Employees (EmployeeID int PRIMARY KEY, LastName nvarchar(40), ManagerID int REFERENCES hr.Employees (EmployeeID), HiredOn date);
GO
CREATE VIEW dbo.OpenOrders AS SELECT OrderID, CustomerID FROM dbo.Orders WHERE Status = 'Open';
GO
CREATE PROCEDURE dbo.CloseOrder @OrderID int AS UPDATE dbo.Orders SET Status = 'Sent' WHERE OrderID = @OrderID;
GO
CREATE FUNCTION dbo.OrdersOf (@CustomerID int) RETURNS TABLE AS RETURN (SELECT OrderID, OrderDate FROM dbo.Orders WHERE CustomerID = @CustomerID);
