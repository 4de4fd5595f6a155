# Put up on a Friday evening, for the partner who could not log in.
resource "aws_s3_bucket" "downloads" {
  bucket = "bookstore-downloads"
}

resource "aws_s3_bucket_acl" "downloads" {
  bucket = aws_s3_bucket.downloads.id
  acl    = "public-read"
}

resource "aws_security_group" "support" {
  name = "bookstore-support"

  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
