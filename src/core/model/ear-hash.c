/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-hash.h"

#include <string.h>

typedef struct
{
  guint64 a, b, c, d;
} State;

static guint64
turn (guint64 word, guint bits)
{
  return word << bits | word >> (64 - bits);
}

static void
mix (State *state)
{
  state->a += state->b;
  state->c += state->d;
  state->b = turn (state->b, 13) ^ state->a;
  state->d = turn (state->d, 16) ^ state->c;
  state->a = turn (state->a, 32);
  state->c += state->b;
  state->a += state->d;
  state->b = turn (state->b, 17) ^ state->c;
  state->d = turn (state->d, 21) ^ state->a;
  state->c = turn (state->c, 32);
}

static guint64
random_word (void)
{
  return (guint64) g_random_int () << 32 | g_random_int ();
}

/* The key of this run, as the state that each hash begins with. */
static const State *
begin (void)
{
  static State *made;

  if (g_once_init_enter_pointer (&made))
    {
      guint64 one = random_word (), other = random_word ();
      State *state = g_new (State, 1);

      *state = (State){ one ^ G_GUINT64_CONSTANT (0x736f6d6570736575), other ^ G_GUINT64_CONSTANT (0x646f72616e646f6d),
                        one ^ G_GUINT64_CONSTANT (0x6c7967656e657261), other ^ G_GUINT64_CONSTANT (0x7465646279746573) };
      g_once_init_leave_pointer (&made, state);
    }
  return made;
}

static void
take (State *state, guint64 word)
{
  state->d ^= word;
  mix (state);
  state->a ^= word;
}

/**
 * ear_hash_bytes:
 *
 * SipHash-1-3: Aumasson and Bernstein (2012), “SipHash: a fast short-input PRF”.
 *
 * Returns: the hash in this run of the program. Any thread.
 */
guint
ear_hash_bytes (gconstpointer bytes, gsize size)
{
  State state = *begin ();
  const guint8 *at = bytes;
  guint64 word, hash;
  gsize left = size;

  for (; left >= sizeof word; at += sizeof word, left -= sizeof word)
    {
      memcpy (&word, at, sizeof word);
      take (&state, GUINT64_FROM_LE (word));
    }
  word = 0;
  memcpy (&word, at, left);
  take (&state, GUINT64_FROM_LE (word) | (guint64) size << 56);
  state.c ^= 0xff;
  for (guint i = 0; i < 3; i++)
    mix (&state);
  hash = state.a ^ state.b ^ state.c ^ state.d;
  return (guint) (hash ^ hash >> 32);
}

/**
 * ear_text_hash:
 *
 * What g_str_hash() is for, with texts from outside.
 */
guint
ear_text_hash (gconstpointer text)
{
  return ear_hash_bytes (text, strlen (text));
}
