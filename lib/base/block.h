#ifndef TA_BLOCK_H
#define TA_BLOCK_H

/*
 * Looks at 64 bytes at a time. The answer is a set of places: bit i stands for
 * byte i. SSE2 or NEON does it, chosen when it is compiled; elsewhere a loop
 * does it, which is slow, and TA_BLOCK_IS_QUICK is false. What the bytes mean
 * is the caller's.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TA_BLOCK ((size_t)64)

/*
 * A part is 16 bytes; ta_part is a set of places in one, as the machine has it:
 * those of a byte, those of bytes below another as they are signed, what is in
 * either of two sets, in both, or in the first alone.
 */
#if defined(__SSE2__) && !defined(TA_NO_VECTORS)

#include <emmintrin.h>

#define TA_BLOCK_IS_QUICK true

typedef __m128i ta_part;

static inline ta_part
ta_part_load(const char *data)
{
	return _mm_loadu_si128((const __m128i *)(const void *)data);
}

static inline ta_part
ta_part_equal(const char *data, char byte)
{
	return _mm_cmpeq_epi8(ta_part_load(data), _mm_set1_epi8(byte));
}

static inline ta_part
ta_part_below(const char *data, char byte)
{
	return _mm_cmplt_epi8(ta_part_load(data), _mm_set1_epi8(byte));
}

static inline ta_part
ta_part_or(ta_part a, ta_part b)
{
	return _mm_or_si128(a, b);
}

static inline ta_part
ta_part_and(ta_part a, ta_part b)
{
	return _mm_and_si128(a, b);
}

static inline ta_part
ta_part_without(ta_part a, ta_part b)
{
	return _mm_andnot_si128(b, a);
}

/* The set of places in four parts that follow each other. */
static inline uint64_t
ta_block_gather(ta_part a, ta_part b, ta_part c, ta_part d)
{
	unsigned low = (unsigned)_mm_movemask_epi8(a) |
		       (unsigned)_mm_movemask_epi8(b) << 16;
	unsigned high = (unsigned)_mm_movemask_epi8(c) |
			(unsigned)_mm_movemask_epi8(d) << 16;

	return (uint64_t)high << 32 | low;
}

#elif defined(__ARM_NEON) && defined(__aarch64__) && !defined(TA_NO_VECTORS)

#include <arm_neon.h>

#define TA_BLOCK_IS_QUICK true

typedef uint8x16_t ta_part;

static inline ta_part
ta_part_equal(const char *data, char byte)
{
	return vceqq_u8(
	    vld1q_u8((const uint8_t *)data), vdupq_n_u8((uint8_t)byte));
}

static inline ta_part
ta_part_below(const char *data, char byte)
{
	return vcltq_s8(
	    vld1q_s8((const int8_t *)data), vdupq_n_s8((int8_t)byte));
}

static inline ta_part
ta_part_or(ta_part a, ta_part b)
{
	return vorrq_u8(a, b);
}

static inline ta_part
ta_part_and(ta_part a, ta_part b)
{
	return vandq_u8(a, b);
}

static inline ta_part
ta_part_without(ta_part a, ta_part b)
{
	return vbicq_u8(a, b);
}

static inline uint64_t
ta_block_gather(ta_part a, ta_part b, ta_part c, ta_part d)
{
	const uint8x16_t bits = {
	    1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
	uint8x16_t low = vpaddq_u8(vandq_u8(a, bits), vandq_u8(b, bits));
	uint8x16_t high = vpaddq_u8(vandq_u8(c, bits), vandq_u8(d, bits));
	uint8x16_t all = vpaddq_u8(low, high);

	return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(all, all)), 0);
}

#else

#define TA_BLOCK_IS_QUICK false

typedef uint64_t ta_part;

static inline ta_part
ta_part_equal(const char *data, char byte)
{
	ta_part set = 0;

	for (size_t i = 0; i < TA_BLOCK / 4; i++)
		set |= (uint64_t)(data[i] == byte) << i;
	return set;
}

static inline ta_part
ta_part_below(const char *data, char byte)
{
	ta_part set = 0;

	for (size_t i = 0; i < TA_BLOCK / 4; i++)
		set |= (uint64_t)((signed char)data[i] < byte) << i;
	return set;
}

static inline ta_part
ta_part_or(ta_part a, ta_part b)
{
	return a | b;
}

static inline ta_part
ta_part_and(ta_part a, ta_part b)
{
	return a & b;
}

static inline ta_part
ta_part_without(ta_part a, ta_part b)
{
	return a & ~b;
}

static inline uint64_t
ta_block_gather(ta_part a, ta_part b, ta_part c, ta_part d)
{
	return a | b << 16 | c << 32 | d << 48;
}

#endif

/* The places of a byte. */
static inline uint64_t
ta_block_equal(const char *data, char byte)
{
	return ta_block_gather(ta_part_equal(data, byte),
	    ta_part_equal(data + 16, byte), ta_part_equal(data + 32, byte),
	    ta_part_equal(data + 48, byte));
}

/* The places of bytes below 0x20 and, as they are signed, above 0x7f. */
static inline uint64_t
ta_block_unprintable(const char *data)
{
	return ta_block_gather(ta_part_below(data, ' '),
	    ta_part_below(data + 16, ' '), ta_part_below(data + 32, ' '),
	    ta_part_below(data + 48, ' '));
}

/* The places of the ASCII letters in lower case, of 16 bytes, then of 64. */
static inline ta_part
ta_part_letters(const char *data)
{
	return ta_part_without(
	    ta_part_below(data, 'z' + 1), ta_part_below(data, 'a'));
}

static inline uint64_t
ta_block_letters(const char *data)
{
	return ta_block_gather(ta_part_letters(data),
	    ta_part_letters(data + 16), ta_part_letters(data + 32),
	    ta_part_letters(data + 48));
}

/* The first place of a set that is not empty. */
static inline size_t
ta_block_first(uint64_t set)
{
	return (size_t)__builtin_ctzll(set);
}

#endif
