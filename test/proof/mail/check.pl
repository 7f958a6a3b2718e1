#!/usr/bin/env perl
# mail.pl TO CC FILE...: every message has one header of each kind, one To, Cc exactly as said ("" is none), no header
# that nobody asked for, and no line that RFC 5322 does not permit. What is wrong is said, with status 1.
use strict;
use warnings;

my ($to, $cc, @files) = @ARGV;
my %once = map { $_ => 1 } qw(From To Subject Date Message-ID MIME-Version Content-Type Content-Transfer-Encoding);
my $failed = 0;

sub complain {
	print "$_[0]: $_[1]\n";
	$failed = 1;
}

for my $file (@files) {
	open my $in, '<:raw', $file or die "$file: $!";
	local $/;
	my $bytes = <$in>;
	my ($head, $body) = split /\n\n/, $bytes, 2;
	my %seen;
	complain($file, 'no body') unless defined $body && length $body;
	for my $line (split /\n/, $head, -1) {
		complain($file, "a header that is no line: $line"), next unless $line =~ /^([A-Za-z-]+): (.*)$/;
		complain($file, "$1 twice") if $seen{$1};
		$seen{$1} = $2;
		complain($file, "$1 is not ASCII") if $line =~ /[^\x20-\x7e]/;
	}
	for my $name (keys %once) {
		complain($file, "no $name") unless defined $seen{$name};
	}
	for my $name (keys %seen) {
		complain($file, "a header $name") unless $once{$name} || $name eq 'Cc';
	}
	complain($file, "To: $seen{To}") unless $seen{To} eq $to;
	complain($file, 'Cc: ' . ($seen{Cc} // 'none')) unless ($seen{Cc} // '') eq $cc;
	complain($file, 'controls') if $body =~ /[\x00-\x08\x0b-\x1f\x7f]/;
	complain($file, 'no line end at the end') unless $body =~ /\n\z/;
	for my $line (split /\n/, $bytes, -1) {
		complain($file, 'a line of ' . length($line) . ' bytes') if length $line > 998;
	}
	for my $line (split /\n/, $body, -1) {
		my $copy = $line;
		utf8::decode($copy) or complain($file, 'not UTF-8');
		complain($file, "not wrapped: $line") if length $copy > 72 && $copy =~ /\S \S/ && $copy !~ /^(\d+\.|-)? *\S+$/;
	}
}
exit $failed;
