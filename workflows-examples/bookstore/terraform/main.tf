# The registry for those who deploy from AWS: a tag never moves, every image is encrypted with a key of our own.
terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

variable "account" {
  type        = string
  description = "Account that owns the registry and its key"
}

variable "services" {
  type    = set(string)
  default = ["catalog", "orders", "payments-worker", "storefront"]
}

resource "aws_kms_key" "images" {
  description             = "Images of the bookstore"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OwnedByTheAccount"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${var.account}:root" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}

resource "aws_ecr_repository" "service" {
  for_each             = var.services
  name                 = "bookstore-${each.key}"
  image_tag_mutability = "IMMUTABLE"

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.images.arn
  }

  image_scanning_configuration {
    scan_on_push = true
  }
}
