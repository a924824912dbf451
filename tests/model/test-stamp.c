/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clocks as text and in order, and what an author had seen. */
#include "ear-stamp.h"

#include <string.h>

static void
assert_round_trip (EarClock clock)
{
  char text[EAR_CLOCK_TEXT_SIZE];
  EarClock back = 0;

  ear_clock_format (clock, text);
  g_assert_true (g_str_is_ascii (text) && strlen (text) < EAR_CLOCK_TEXT_SIZE);
  if (!ear_clock_parse (text, &back) || back != clock)
    g_error ("%" G_GUINT64_FORMAT " is written as %s and read as %" G_GUINT64_FORMAT, clock, text, back);
}

static guint64
random_ms (void)
{
  guint64 wide = (guint64) (guint32) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();

  /* All lengths of numbers alike, so that the first years are tried as often as the last. */
  return (wide >> g_test_rand_int_range (17, 63)) % (EAR_CLOCK_MAX_MS + 1);
}

static void
test_round_trip (void)
{
  static const guint64 limits[] = { 0, 1, 86399999, 86400000, 951782399999, 951782400000, 4107542399999, EAR_CLOCK_MAX_MS };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      assert_round_trip (ear_clock_make (limits[i], 1));
      assert_round_trip (ear_clock_make (limits[i], 9));
      assert_round_trip (ear_clock_make (limits[i], 65535));
      if (limits[i] > 0)
        assert_round_trip (ear_clock_make (limits[i], 0));
    }
  for (int i = 0; i < 50000; i++)
    assert_round_trip (ear_clock_make (random_ms (), (guint) g_test_rand_int_range (1, 65536)));
}

/* GLib's calendar as the second opinion. */
static void
test_calendar (void)
{
  for (int i = 0; i < 5000; i++)
    {
      guint64 ms = random_ms ();
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc ((gint64) (ms / 1000));
      g_autofree char *seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
      g_autofree char *expected = g_strdup_printf ("%s.%03uZ+7", seconds, (guint) (ms % 1000));
      char text[EAR_CLOCK_TEXT_SIZE];

      g_assert_cmpstr (ear_clock_format (ear_clock_make (ms, 7), text), ==, expected);
    }
}

static void
test_examples (void)
{
  char text[EAR_CLOCK_TEXT_SIZE];
  EarClock clock;

  g_assert_true (ear_clock_parse ("2026-11-22T10:15:30.123Z+2", &clock));
  g_assert_cmpuint (ear_clock_ms (clock), ==, G_GUINT64_CONSTANT (1795342530123));
  g_assert_cmpuint (ear_clock_counter (clock), ==, 2);
  g_assert_cmpstr (ear_clock_format (ear_clock_make (G_GUINT64_CONSTANT (1795342530123), 0), text), ==,
                   "2026-11-22T10:15:30.123Z");
  g_assert_cmpstr (ear_clock_format (ear_clock_make (EAR_CLOCK_MAX_MS, 65535), text), ==, "6429-10-17T02:45:55.327Z+65535");
}

static void
test_refused (void)
{
  static const char *const refused[] = {
    "", "2026", "2026-11-22", "2026-11-22T10:15:30Z", "2026-11-22T10:15:30.12Z", "2026-11-22T10:15:30.1234Z",
    "2026-11-22T10:15:30.123", "2026-11-22T10:15:30.123z", "2026-11-22t10:15:30.123Z", "2026-11-22 10:15:30.123Z",
    "2026-11-22T10:15:30,123Z", "2026-11-22T10:15:30.123+00:00", "2026-11-22T10:15:30.123Z ", " 2026-11-22T10:15:30.123Z",
    "2026-11-22T10:15:30.123Z+", "2026-11-22T10:15:30.123Z+0", "2026-11-22T10:15:30.123Z+02", "2026-11-22T10:15:30.123Z+65536",
    "2026-11-22T10:15:30.123Z+100000", "2026-11-22T10:15:30.123Z+99999999999", "2026-11-22T10:15:30.123Z+-1",
    "2026-11-22T10:15:30.123Z+2 ", "2026-11-22T10:15:30.123Z-2", "2026-11-22T10:15:30.123Z+2+2",
    "2026-02-29T10:15:30.123Z", "2100-02-29T10:15:30.123Z", "2026-04-31T10:15:30.123Z", "2026-00-22T10:15:30.123Z",
    "2026-13-22T10:15:30.123Z", "2026-11-00T10:15:30.123Z", "2026-11-32T10:15:30.123Z", "2026-11-22T24:00:00.000Z",
    "2026-11-22T10:60:30.123Z", "2026-11-22T10:15:60.123Z", "1969-12-31T23:59:59.999Z", "1970-01-01T00:00:00.000Z",
    "+026-11-22T10:15:30.123Z", "-026-11-22T10:15:30.123Z", "12026-11-22T10:15:30.123Z", "026-11-22T10:15:30.123Z",
    /* Later than a clock can be: refused, with no warning, since it may come from anybody's file. */
    "6429-10-17T02:45:55.328Z", "6430-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z+65535",
  };
  EarClock clock;

  g_assert_false (ear_clock_parse (NULL, &clock));
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      if (ear_clock_parse (refused[i], &clock))
        g_error ("“%s” was read as a clock", refused[i]);
    }
}

/* Whatever is read is written back as it was: there is one text for a clock. */
static void
test_one_form (void)
{
  static const char letters[] = "0123456789-:.TZ+ ";

  for (int i = 0; i < 50000; i++)
    {
      char text[EAR_CLOCK_TEXT_SIZE], again[EAR_CLOCK_TEXT_SIZE];
      EarClock clock;

      ear_clock_format (ear_clock_make (random_ms (), (guint) g_test_rand_int_range (0, 65536)), text);
      for (int j = g_test_rand_int_range (0, 3); j > 0; j--)
        text[g_test_rand_int_range (0, (int) strlen (text))] = letters[g_test_rand_int_range (0, sizeof letters - 1)];
      if (ear_clock_parse (text, &clock))
        g_assert_cmpstr (ear_clock_format (clock, again), ==, text);
    }
}

static void
test_tick (void)
{
  EarClock last = ear_clock_make (5000, 0);

  g_assert_cmpuint (ear_clock_tick (0, 5000), ==, last);
  g_assert_cmpuint (ear_clock_tick (last, 5001), ==, ear_clock_make (5001, 0));
  g_assert_cmpuint (ear_clock_tick (last, 5000), ==, ear_clock_make (5000, 1));
  g_assert_cmpuint (ear_clock_tick (last, 17), ==, ear_clock_make (5000, 1));
  /* More than 65,536 edits in a millisecond run into the next one. */
  g_assert_cmpuint (ear_clock_tick (ear_clock_make (5000, 65535), 5000), ==, ear_clock_make (5001, 0));
  g_assert_cmpuint (ear_clock_tick (0, G_MAXUINT64), ==, ear_clock_make (EAR_CLOCK_MAX_MS, 0));

  for (int i = 0; i < 10000; i++)
    {
      EarClock before = ear_clock_make (random_ms (), 0);

      g_assert_cmpuint (ear_clock_tick (before, random_ms ()), >, before);
    }
}

static EarId
device (guint8 n)
{
  EarId id = EAR_ID_NONE;

  id.bytes[15] = n;
  return id;
}

static void
test_stamp_order (void)
{
  EarStamp early = { 10, device (9) }, late = { 11, device (1) }, tie = { 10, device (10) };

  g_assert_cmpint (ear_stamp_compare (&early, &late), <, 0);
  g_assert_cmpint (ear_stamp_compare (&late, &tie), >, 0);
  g_assert_cmpint (ear_stamp_compare (&early, &tie), <, 0);
  g_assert_true (ear_stamp_equal (&early, &(EarStamp){ 10, device (9) }));
}

/* Against the simplest thing that keeps a newest clock for each of a few devices. */
static void
test_seen (void)
{
  for (int round = 0; round < 300; round++)
    {
      EarSeen seen = { 0 }, copy = { 0 };
      EarClock newest[6] = { 0 };

      for (int i = 0; i < 30; i++)
        {
          int n = g_test_rand_int_range (0, 6);
          EarStamp stamp = { (EarClock) g_test_rand_int_range (1, 50), device ((guint8) n) };

          if (g_test_rand_int_range (0, 6) == 0)
            {
              ear_seen_remove (&seen, &stamp.device);
              newest[n] = 0;
            }
          else
            {
              ear_seen_add (&seen, &stamp);
              newest[n] = MAX (newest[n], stamp.clock);
            }
          for (guint j = 1; j < seen.n; j++)
            g_assert_cmpint (ear_id_compare (&seen.stamps[j - 1].device, &seen.stamps[j].device), <, 0);
          for (guint8 j = 0; j < 6; j++)
            {
              EarStamp probe = { (EarClock) g_test_rand_int_range (1, 50), device (j) };

              g_assert_cmpint (ear_seen_covers (&seen, &probe), ==, newest[j] >= probe.clock);
            }
        }
      ear_seen_copy (&copy, &seen);
      g_assert_true (ear_seen_equal (&copy, &seen));
      ear_seen_add_all (&copy, &seen);
      g_assert_true (ear_seen_equal (&copy, &seen));
      ear_seen_add (&copy, &(EarStamp){ 99, device (3) });
      g_assert_false (ear_seen_equal (&copy, &seen));
      ear_seen_clear (&seen);
      ear_seen_clear (&copy);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/stamp/round-trip", test_round_trip);
  g_test_add_func ("/model/stamp/calendar", test_calendar);
  g_test_add_func ("/model/stamp/examples", test_examples);
  g_test_add_func ("/model/stamp/refused", test_refused);
  g_test_add_func ("/model/stamp/one-form", test_one_form);
  g_test_add_func ("/model/stamp/tick", test_tick);
  g_test_add_func ("/model/stamp/order", test_stamp_order);
  g_test_add_func ("/model/stamp/seen", test_seen);
  return g_test_run ();
}
