/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals against figures that were published with the methods, and words against intervals. */
#include <math.h>

#include "ear-trend.h"

static void
assert_near (double is, double should)
{
  g_assert_cmpfloat_with_epsilon (is, should, 0.00006);
}

/* R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), 857–872, table I,
 * method 3. */
static void
test_one_share (void)
{
  static const struct
  {
    EarShare share;
    double low, high;
  } published[] = {
    { { 81, 263 }, 0.2553, 0.3662 },
    { { 15, 148 }, 0.0624, 0.1605 },
    { { 0, 20 }, 0.0000, 0.1611 },
    { { 1, 29 }, 0.0061, 0.1718 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (published); i++)
    {
      double low, high;

      ear_share_interval (published[i].share, &low, &high);
      assert_near (low, published[i].low);
      assert_near (high, published[i].high);
    }
}

/* R. G. Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 17 (1998),
 * 873–890, table II, method 10. */
static void
test_two_shares (void)
{
  static const struct
  {
    EarShare one, other;
    double low, high;
  } published[] = {
    { { 56, 70 }, { 48, 80 }, 0.0524, 0.3339 },
    { { 9, 10 }, { 3, 10 }, 0.1705, 0.8090 },
    { { 10, 10 }, { 0, 20 }, 0.6791, 1.0000 },
    { { 5, 56 }, { 0, 29 }, -0.0381, 0.1926 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (published); i++)
    {
      double low, high;

      ear_share_difference (published[i].one, published[i].other, &low, &high);
      assert_near (low, published[i].low);
      assert_near (high, published[i].high);
    }
}

static void
test_words (void)
{
  g_autofree char *sentence = NULL, *hardly = NULL, *hardly_less = NULL;

  g_assert_cmpint (ear_trend_of ((EarShare) { 56, 70 }, (EarShare) { 48, 80 }), ==, EAR_TREND_RISING);
  g_assert_cmpint (ear_trend_of ((EarShare) { 48, 80 }, (EarShare) { 56, 70 }), ==, EAR_TREND_FALLING);
  g_assert_cmpint (ear_trend_of ((EarShare) { 10, 70 }, (EarShare) { 12, 80 }), ==, EAR_TREND_STEADY);
  g_assert_cmpint (ear_trend_of ((EarShare) { 9, 9 }, (EarShare) { 0, 100 }), ==, EAR_TREND_UNKNOWN);
  g_assert_cmpint (ear_trend_of ((EarShare) { 0, 0 }, (EarShare) { 0, 0 }), ==, EAR_TREND_UNKNOWN);
  sentence = ear_trend_sentence ((EarShare) { 56, 70 }, (EarShare) { 48, 80 });
  g_assert_nonnull (g_strstr_len (sentence, -1, "likely 5 to 33 points more"));
  /* "0 to 23 points more" would say that it may not be rising. */
  hardly = ear_trend_sentence ((EarShare) { 30, 100 }, (EarShare) { 18, 100 });
  g_assert_nonnull (g_strstr_len (hardly, -1, "likely up to 23 points more"));
  hardly_less = ear_trend_sentence ((EarShare) { 18, 100 }, (EarShare) { 30, 100 });
  g_assert_nonnull (g_strstr_len (hardly_less, -1, "likely up to 23 points less"));
}

/* A group is held against the others, not against a whole that it is part of. */
static void
test_stands_out (void)
{
  g_assert_cmpint (ear_share_stands_out ((EarShare) { 56, 70 }, (EarShare) { 104, 150 }), ==, 1);
  g_assert_cmpint (ear_share_stands_out ((EarShare) { 48, 80 }, (EarShare) { 104, 150 }), ==, -1);
  g_assert_cmpint (ear_share_stands_out ((EarShare) { 70, 70 }, (EarShare) { 70, 70 }), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/insight/trend/one-share", test_one_share);
  g_test_add_func ("/insight/trend/two-shares", test_two_shares);
  g_test_add_func ("/insight/trend/words", test_words);
  g_test_add_func ("/insight/trend/stands-out", test_stands_out);
  return g_test_run ();
}
