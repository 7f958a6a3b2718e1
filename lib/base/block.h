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

#if defined(__SSE2__) && !defined(TA_NO_VECTORS)

#include <emmintrin.h>

#define TA_BLOCK_IS_QUICK true

static inline __m128i
ta_block_part(const char *data, size_t i)
{
	return _mm_loadu_si128((const __m128i *)(const void *)data + i);
}

/* A bit for each byte of four vectors that are all ones or none. */
static inline uint64_t
ta_block_gather(__m128i a, __m128i b, __m128i c, __m128i d)
{
	unsigned low = (unsigned)_mm_movemask_epi8(a) |
		       (unsigned)_mm_movemask_epi8(b) << 16;
	unsigned high = (unsigned)_mm_movemask_epi8(c) |
			(unsigned)_mm_movemask_epi8(d) << 16;

	return (uint64_t)high << 32 | low;
}

/* The places of a byte. */
static inline uint64_t
ta_block_equal(const char *data, char byte)
{
	const __m128i wanted = _mm_set1_epi8(byte);

	return ta_block_gather(_mm_cmpeq_epi8(ta_block_part(data, 0), wanted),
	    _mm_cmpeq_epi8(ta_block_part(data, 1), wanted),
	    _mm_cmpeq_epi8(ta_block_part(data, 2), wanted),
	    _mm_cmpeq_epi8(ta_block_part(data, 3), wanted));
}

/* The places of bytes below 0x20 and, as they are signed, above 0x7f. */
static inline uint64_t
ta_block_unprintable(const char *data)
{
	const __m128i blank = _mm_set1_epi8(' ');

	return ta_block_gather(_mm_cmplt_epi8(ta_block_part(data, 0), blank),
	    _mm_cmplt_epi8(ta_block_part(data, 1), blank),
	    _mm_cmplt_epi8(ta_block_part(data, 2), blank),
	    _mm_cmplt_epi8(ta_block_part(data, 3), blank));
}

/* All ones for ASCII letters in lower case; then the places of these. */
static inline __m128i
ta_block_lower(__m128i part)
{
	return _mm_and_si128(_mm_cmpgt_epi8(part, _mm_set1_epi8('a' - 1)),
	    _mm_cmplt_epi8(part, _mm_set1_epi8('z' + 1)));
}

static inline uint64_t
ta_block_letters(const char *data)
{
	return ta_block_gather(ta_block_lower(ta_block_part(data, 0)),
	    ta_block_lower(ta_block_part(data, 1)),
	    ta_block_lower(ta_block_part(data, 2)),
	    ta_block_lower(ta_block_part(data, 3)));
}

#elif defined(__ARM_NEON) && defined(__aarch64__) && !defined(TA_NO_VECTORS)

#include <arm_neon.h>

#define TA_BLOCK_IS_QUICK true

static inline uint8x16_t
ta_block_part(const char *data, size_t i)
{
	return vld1q_u8((const uint8_t *)data + 16 * i);
}

static inline uint64_t
ta_block_gather(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d)
{
	const uint8x16_t bits = {
	    1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
	uint8x16_t low = vpaddq_u8(vandq_u8(a, bits), vandq_u8(b, bits));
	uint8x16_t high = vpaddq_u8(vandq_u8(c, bits), vandq_u8(d, bits));
	uint8x16_t all = vpaddq_u8(low, high);

	return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(all, all)), 0);
}

static inline uint64_t
ta_block_equal(const char *data, char byte)
{
	const uint8x16_t wanted = vdupq_n_u8((uint8_t)byte);

	return ta_block_gather(vceqq_u8(ta_block_part(data, 0), wanted),
	    vceqq_u8(ta_block_part(data, 1), wanted),
	    vceqq_u8(ta_block_part(data, 2), wanted),
	    vceqq_u8(ta_block_part(data, 3), wanted));
}

static inline uint8x16_t
ta_block_below(uint8x16_t part, char byte)
{
	return vcltq_s8(vreinterpretq_s8_u8(part), vdupq_n_s8((int8_t)byte));
}

static inline uint64_t
ta_block_unprintable(const char *data)
{
	return ta_block_gather(ta_block_below(ta_block_part(data, 0), ' '),
	    ta_block_below(ta_block_part(data, 1), ' '),
	    ta_block_below(ta_block_part(data, 2), ' '),
	    ta_block_below(ta_block_part(data, 3), ' '));
}

static inline uint8x16_t
ta_block_lower(uint8x16_t part)
{
	return vandq_u8(
	    vcgeq_u8(part, vdupq_n_u8('a')), vcleq_u8(part, vdupq_n_u8('z')));
}

static inline uint64_t
ta_block_letters(const char *data)
{
	return ta_block_gather(ta_block_lower(ta_block_part(data, 0)),
	    ta_block_lower(ta_block_part(data, 1)),
	    ta_block_lower(ta_block_part(data, 2)),
	    ta_block_lower(ta_block_part(data, 3)));
}

#else

#define TA_BLOCK_IS_QUICK false

static inline uint64_t
ta_block_letters(const char *data)
{
	uint64_t set = 0;

	for (size_t i = 0; i < TA_BLOCK; i++)
		set |= (uint64_t)(data[i] >= 'a' && data[i] <= 'z') << i;
	return set;
}

static inline uint64_t
ta_block_equal(const char *data, char byte)
{
	uint64_t set = 0;

	for (size_t i = 0; i < TA_BLOCK; i++)
		set |= (uint64_t)(data[i] == byte) << i;
	return set;
}

static inline uint64_t
ta_block_unprintable(const char *data)
{
	uint64_t set = 0;

	for (size_t i = 0; i < TA_BLOCK; i++)
		set |= (uint64_t)((signed char)data[i] < ' ') << i;
	return set;
}

#endif

/* The first place of a set that is not empty. */
static inline size_t
ta_block_first(uint64_t set)
{
	return (size_t)__builtin_ctzll(set);
}

#endif
